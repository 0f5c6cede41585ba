import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who stood in line is told from who asked to be called back from the start; of those who were here before it is not known. */
export class GivenUp1795000770000 implements MigrationInterface {
  readonly name = 'GivenUp1795000770000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE queue_tickets ADD waited boolean NOT NULL DEFAULT true;
      UPDATE queue_tickets SET waited = false WHERE call_back IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE queue_tickets DROP waited');
  }
}
