import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What history and reports look for: when sessions began, how long their first customer waited; and everybody's time zone. */
export class History1795000620000 implements MigrationInterface {
  readonly name = 'History1795000620000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE accounts ADD time_zone text;
      ALTER TABLE sessions
        ADD begun_at timestamptz(3) NOT NULL DEFAULT now(),
        ADD arrived_at timestamptz,
        ADD admitted_at timestamptz;
      UPDATE sessions SET begun_at = coalesce(started_at, created_at);
      CREATE INDEX sessions_begun ON sessions (begun_at, id);
      CREATE INDEX audit_entries_subject ON audit_entries (subject_id);
    `);
    // Who was let in first, and when they had come, stands in the log of the sessions of before.
    await runner.query(`
      WITH let_in AS (
        SELECT DISTINCT ON (stream) stream, body::jsonb AS body FROM event_bodies
        WHERE body LIKE '%"participant.admitted"%' AND body::jsonb ->> 'type' = 'participant.admitted'
        ORDER BY stream, seq
      ), came AS (
        SELECT stream, body::jsonb AS body FROM event_bodies
        WHERE body LIKE '%"participant.arrived"%' AND body::jsonb ->> 'type' = 'participant.arrived'
      )
      UPDATE sessions s SET
        arrived_at = to_timestamp((came.body ->> 'at')::double precision / 1000),
        admitted_at = to_timestamp((let_in.body ->> 'at')::double precision / 1000)
      FROM let_in JOIN came ON came.stream = let_in.stream
        AND came.body #>> '{data,participantId}' = let_in.body #>> '{data,participantId}'
      WHERE s.id = let_in.stream;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX audit_entries_subject; DROP INDEX sessions_begun;
      ALTER TABLE sessions DROP admitted_at, DROP arrived_at, DROP begun_at;
      ALTER TABLE accounts DROP time_zone;
    `);
  }
}
