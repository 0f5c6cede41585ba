import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions whose names and words were erased, because the site keeps them no longer. */
export class Retention1795000735000 implements MigrationInterface {
  readonly name = 'Retention1795000735000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD forgotten_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP forgotten_at');
  }
}
