import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which words a device came in: the same words again give it a fresh credential. */
export class RepeatedEntrances1795000000002 implements MigrationInterface {
  readonly name = 'RepeatedEntrances1795000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE device_credentials ADD entrance_hash bytea');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE device_credentials DROP entrance_hash');
  }
}
