import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The names of customers beside their part in a session, to find what is known of one of them. */
export class CustomerNames1795000680000 implements MigrationInterface {
  readonly name = 'CustomerNames1795000680000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE session_participants ADD name text;
      UPDATE session_participants p SET name = b.body::jsonb #>> '{data,name}'
        FROM event_bodies b
        WHERE b.stream = p.session_id AND p.account_id IS NULL
          AND b.body LIKE '%"participant.arrived"%'
          AND b.body::jsonb ->> 'type' = 'participant.arrived'
          AND b.body::jsonb #>> '{data,participantId}' = p.participant_id::text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE session_participants DROP name');
  }
}
