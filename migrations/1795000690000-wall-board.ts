import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions of a day are counted every few seconds, wherever a wall-board hangs. */
export class WallBoard1795000690000 implements MigrationInterface {
  readonly name = 'WallBoard1795000690000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX sessions_started ON sessions (started_at);
      CREATE INDEX sessions_ended ON sessions (ended_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sessions_started; DROP INDEX sessions_ended;');
  }
}
