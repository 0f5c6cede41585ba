import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys with which programs act in the name of an account, and the answers that such a program may ask for again. */
export class ApiKeys1795000561000 implements MigrationInterface {
  readonly name = 'ApiKeys1795000561000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        id uuid NOT NULL CONSTRAINT api_keys_pk PRIMARY KEY,
        name text NOT NULL,
        secret_hash bytea NOT NULL,
        ending text NOT NULL,
        account_id uuid NOT NULL CONSTRAINT api_keys_account_fk REFERENCES accounts (id) ON DELETE CASCADE,
        maker_id uuid NOT NULL CONSTRAINT api_keys_maker_fk REFERENCES accounts (id) ON DELETE CASCADE,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz
      );
      CREATE UNIQUE INDEX api_keys_secret ON api_keys (secret_hash);
      CREATE INDEX api_keys_account_id ON api_keys (account_id);
      CREATE INDEX api_keys_maker_id ON api_keys (maker_id);
      CREATE TABLE started_answers (
        session_id uuid NOT NULL CONSTRAINT started_answers_pk PRIMARY KEY,
        api_key_id uuid NOT NULL,
        content_hash bytea NOT NULL,
        sealed bytea,
        claimed_at timestamptz NOT NULL
      );
      CREATE INDEX started_answers_claimed ON started_answers (claimed_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE started_answers; DROP TABLE api_keys;');
  }
}
