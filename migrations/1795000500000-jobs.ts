import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work for later: rows of the transactions that want it. */
export class Jobs1795000500000 implements MigrationInterface {
  readonly name = 'Jobs1795000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE jobs (
        id uuid NOT NULL CONSTRAINT jobs_pk PRIMARY KEY,
        kind text NOT NULL,
        payload bytea,
        state text NOT NULL,
        attempts smallint NOT NULL,
        reason text,
        created_at timestamptz NOT NULL,
        next_at timestamptz NOT NULL,
        leased_until timestamptz,
        finished_at timestamptz,
        CONSTRAINT jobs_state_known CHECK (state IN ('waiting', 'done', 'failed'))
      );
      CREATE INDEX jobs_waiting ON jobs (next_at) WHERE (state = 'waiting');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE jobs');
  }
}
