import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the site looks to customers. */
export class Look1795000580000 implements MigrationInterface {
  readonly name = 'Look1795000580000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE site_look (
        id smallint NOT NULL CONSTRAINT site_look_pk PRIMARY KEY,
        accent text,
        logo bytea,
        changed_at timestamptz NOT NULL,
        CONSTRAINT site_look_one_row CHECK (id = 1)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE site_look');
  }
}
