import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-ins of experts from outside, each for one session and no longer. */
export class Experts1795000790000 implements MigrationInterface {
  readonly name = 'Experts1795000790000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE experts (
        id uuid NOT NULL CONSTRAINT experts_pk PRIMARY KEY,
        session_id uuid NOT NULL,
        token_hash bytea NOT NULL,
        name text NOT NULL,
        language text NOT NULL,
        keys text[] NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX experts_token_hash ON experts (token_hash);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE experts');
  }
}
