import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Queues, who waits in them, and how each CSR stands. */
export class Queues1795000600000 implements MigrationInterface {
  readonly name = 'Queues1795000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE queues (
        id uuid NOT NULL CONSTRAINT queues_pk PRIMARY KEY,
        slug text NOT NULL,
        name text NOT NULL,
        names jsonb NOT NULL,
        hours jsonb NOT NULL,
        fields jsonb NOT NULL,
        served_by jsonb,
        assignment text NOT NULL,
        escalate_seconds integer,
        call_backs boolean NOT NULL,
        type_id uuid,
        code text,
        archived_at timestamptz
      );
      CREATE UNIQUE INDEX queues_slug ON queues (slug);
      CREATE TABLE queue_tickets (
        id uuid NOT NULL CONSTRAINT queue_tickets_pk PRIMARY KEY,
        queue_id uuid NOT NULL,
        secret_hash bytea NOT NULL,
        state text NOT NULL,
        name text NOT NULL,
        answers jsonb NOT NULL,
        language text NOT NULL,
        call_back jsonb,
        entered_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        escalated_at timestamptz,
        offered_to uuid,
        offered_until timestamptz,
        passed jsonb NOT NULL,
        picked_by uuid,
        session_id uuid,
        over_at timestamptz
      );
      CREATE INDEX queue_tickets_open ON queue_tickets (queue_id, entered_at, id)
        WHERE state IN ('waiting', 'callBack');
      CREATE INDEX queue_tickets_over ON queue_tickets (over_at);
      CREATE UNIQUE INDEX queue_tickets_secret ON queue_tickets (secret_hash);
      CREATE UNIQUE INDEX queue_tickets_session ON queue_tickets (session_id);
      CREATE TABLE availabilities (
        account_id uuid NOT NULL CONSTRAINT availabilities_pk PRIMARY KEY,
        state text NOT NULL,
        reason text NOT NULL,
        capacity integer NOT NULL,
        since timestamptz NOT NULL,
        last_given_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE availabilities; DROP TABLE queue_tickets; DROP TABLE queues;');
  }
}
