import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For how long whoever had a session of a queue is given nobody after it, and until when. */
export class WrapUp1795000760000 implements MigrationInterface {
  readonly name = 'WrapUp1795000760000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE queues ADD wrap_up_seconds integer NOT NULL DEFAULT 0;
      ALTER TABLE availabilities ADD wrap_up_until timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE availabilities DROP wrap_up_until;
      ALTER TABLE queues DROP wrap_up_seconds;
    `);
  }
}
