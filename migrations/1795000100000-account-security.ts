import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Second step of signing in, one-time links, what people see of their sign-ins, and the record of changes. */
export class AccountSecurity1795000100000 implements MigrationInterface {
  readonly name = 'AccountSecurity1795000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE accounts ALTER password_hash DROP NOT NULL, ADD last_sign_in_at timestamptz;
      ALTER TABLE sign_ins ADD browser text, ADD address text;
      CREATE TABLE second_steps (
        account_id uuid NOT NULL CONSTRAINT second_steps_pk PRIMARY KEY,
        secret bytea NOT NULL,
        last_step integer NOT NULL,
        confirmed_at timestamptz,
        CONSTRAINT second_steps_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
      );
      CREATE TABLE recovery_codes (
        account_id uuid NOT NULL,
        hash bytea NOT NULL,
        used_at timestamptz,
        CONSTRAINT recovery_codes_pk PRIMARY KEY (account_id, hash),
        CONSTRAINT recovery_codes_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
      );
      CREATE TABLE sign_in_challenges (
        hash bytea NOT NULL CONSTRAINT sign_in_challenges_pk PRIMARY KEY,
        account_id uuid NOT NULL,
        tries smallint NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT sign_in_challenges_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
      );
      CREATE INDEX sign_in_challenges_account ON sign_in_challenges (account_id);
      CREATE TABLE account_links (
        hash bytea NOT NULL CONSTRAINT account_links_pk PRIMARY KEY,
        account_id uuid NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT account_links_account_fk FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX account_links_account ON account_links (account_id);
      CREATE TABLE audit_entries (
        id uuid NOT NULL CONSTRAINT audit_entries_pk PRIMARY KEY,
        at timestamptz NOT NULL,
        actor_id uuid,
        actor_name text,
        subject_id uuid,
        subject_name text NOT NULL,
        action text NOT NULL,
        before jsonb,
        after jsonb
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_entries; DROP TABLE account_links; DROP TABLE sign_in_challenges;
      DROP TABLE recovery_codes; DROP TABLE second_steps;
      ALTER TABLE sign_ins DROP browser, DROP address;
      DELETE FROM accounts WHERE password_hash IS NULL;
      ALTER TABLE accounts ALTER password_hash SET NOT NULL, DROP last_sign_in_at;
    `);
  }
}
