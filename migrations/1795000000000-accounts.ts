import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, their sign-ins, and the site's settings. */
export class Accounts1795000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accounts (
        id uuid NOT NULL CONSTRAINT accounts_pk PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        language text NOT NULL,
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        disabled_at timestamptz,
        CONSTRAINT accounts_email_lower CHECK (email = lower(email)),
        CONSTRAINT accounts_role_known CHECK (role IN ('csr', 'supervisor', 'administrator'))
      );
      CREATE UNIQUE INDEX accounts_email ON accounts (email);
    `);
    await runner.query(`
      CREATE TABLE sign_ins (
        id uuid NOT NULL CONSTRAINT sign_ins_pk PRIMARY KEY,
        account_id uuid NOT NULL,
        token_hash bytea NOT NULL,
        place_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT sign_ins_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX sign_ins_token_hash ON sign_ins (token_hash);
      CREATE INDEX sign_ins_account ON sign_ins (account_id);
    `);
    await runner.query(`
      CREATE TABLE site_settings (
        id smallint NOT NULL CONSTRAINT site_settings_pk PRIMARY KEY,
        settings jsonb NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT site_settings_one_row CHECK (id = 1)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE site_settings; DROP TABLE sign_ins; DROP TABLE accounts;');
  }
}
