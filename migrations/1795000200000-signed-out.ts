import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which keys a sign-in has shown, and which grants such keys hold: what must stop when the sign-in ends. */
export class SignedOut1795000200000 implements MigrationInterface {
  readonly name = 'SignedOut1795000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sign_in_keys (
        sign_in_id uuid NOT NULL CONSTRAINT sign_in_keys_sign_in_fk REFERENCES sign_ins (id) ON DELETE CASCADE,
        thumbprint text NOT NULL,
        CONSTRAINT sign_in_keys_pk PRIMARY KEY (sign_in_id, thumbprint)
      );
      CREATE TABLE live_grants (
        grant_id uuid NOT NULL CONSTRAINT live_grants_pk PRIMARY KEY,
        session_id uuid NOT NULL,
        account_id uuid NOT NULL,
        csr_key text NOT NULL
      );
      CREATE INDEX live_grants_session ON live_grants (session_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE live_grants; DROP TABLE sign_in_keys;');
  }
}
