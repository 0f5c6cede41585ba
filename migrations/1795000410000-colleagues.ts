import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose console rings because a colleague asks them in; and never two owners of a session. */
export class Colleagues1795000410000 implements MigrationInterface {
  readonly name = 'Colleagues1795000410000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rings (
        invite_id uuid NOT NULL CONSTRAINT rings_pk PRIMARY KEY,
        session_id uuid NOT NULL,
        account_id uuid NOT NULL,
        by_name text NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX rings_account ON rings (account_id);
      CREATE UNIQUE INDEX session_participants_one_owner ON session_participants (session_id) WHERE role = 'owner';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX session_participants_one_owner; DROP TABLE rings;');
  }
}
