import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is chosen when a session starts: types, tracking codes, each CSR's usual choice; and what sessions bear of it. */
export class StartLists1795000560000 implements MigrationInterface {
  readonly name = 'StartLists1795000560000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session_types (
        id uuid NOT NULL CONSTRAINT session_types_pk PRIMARY KEY,
        name text NOT NULL,
        names jsonb NOT NULL,
        place integer NOT NULL,
        code_required boolean NOT NULL,
        standard boolean NOT NULL,
        archived_at timestamptz
      );
      CREATE UNIQUE INDEX session_types_name ON session_types (lower(name)) WHERE archived_at IS NULL;
      CREATE UNIQUE INDEX session_types_one_standard ON session_types (standard) WHERE standard;
      CREATE TABLE tracking_codes (
        id uuid NOT NULL CONSTRAINT tracking_codes_pk PRIMARY KEY,
        code text NOT NULL,
        label text NOT NULL,
        archived_at timestamptz
      );
      CREATE UNIQUE INDEX tracking_codes_code ON tracking_codes (lower(code));
      CREATE TABLE start_defaults (
        account_id uuid NOT NULL CONSTRAINT start_defaults_pk PRIMARY KEY,
        type_id uuid,
        code text,
        subject text NOT NULL
      );
      ALTER TABLE site_settings ADD COLUMN code_form text NOT NULL DEFAULT '';
      ALTER TABLE sessions ADD COLUMN type_id uuid, ADD COLUMN type_name text, ADD COLUMN tracking_code text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sessions DROP COLUMN type_id, DROP COLUMN type_name, DROP COLUMN tracking_code;
      ALTER TABLE site_settings DROP COLUMN code_form;
      DROP TABLE start_defaults; DROP TABLE tracking_codes; DROP TABLE session_types;
    `);
  }
}
