import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom the CSRs of a session expected, to find those who never came. */
export class ExpectedCustomers1795000820000 implements MigrationInterface {
  readonly name = 'ExpectedCustomers1795000820000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sessions ADD expected text[] NOT NULL DEFAULT '{}';
      UPDATE sessions s SET expected = e.names
        FROM (SELECT b.stream, array_agg(DISTINCT b.body::jsonb #>> '{data,name}') AS names
            FROM event_bodies b
            WHERE b.body LIKE '%"customer.expected"%' AND b.body::jsonb ->> 'type' = 'customer.expected'
              AND b.body::jsonb #>> '{data,name}' <> ''
            GROUP BY b.stream) e
        WHERE e.stream = s.id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP expected');
  }
}
