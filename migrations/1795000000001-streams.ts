import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log, and what is kept beside it: sessions, invites, devices. */
export class Streams1795000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Room in each page: heads change with every append, and then stay where they are.
    await runner.query(`
      CREATE TABLE streams (
        id uuid NOT NULL CONSTRAINT streams_pk PRIMARY KEY,
        kind text NOT NULL,
        session_id uuid NOT NULL,
        version integer NOT NULL,
        head_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 60);
      CREATE INDEX streams_session ON streams (session_id);
      CREATE TABLE event_headers (
        stream uuid NOT NULL,
        seq integer NOT NULL,
        v smallint NOT NULL,
        prev text NOT NULL,
        commitment text NOT NULL,
        hash text NOT NULL,
        CONSTRAINT event_headers_pk PRIMARY KEY (stream, seq)
      );
      CREATE TABLE event_bodies (
        stream uuid NOT NULL,
        seq integer NOT NULL,
        salt text NOT NULL,
        body text NOT NULL,
        CONSTRAINT event_bodies_pk PRIMARY KEY (stream, seq)
      );
      CREATE TABLE commands (
        stream uuid NOT NULL,
        participant uuid NOT NULL,
        command_id uuid NOT NULL,
        content_hash text NOT NULL,
        seq integer NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT commands_pk PRIMARY KEY (stream, participant, command_id)
      );
      CREATE TABLE socket_tickets (
        hash bytea NOT NULL CONSTRAINT socket_tickets_pk PRIMARY KEY,
        principal jsonb NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX socket_tickets_expiry ON socket_tickets (expires_at);
    `);
    await runner.query(`
      CREATE TABLE sessions (
        id uuid NOT NULL CONSTRAINT sessions_pk PRIMARY KEY,
        number text NOT NULL,
        conversation_id uuid NOT NULL,
        subject text NOT NULL,
        phase text NOT NULL,
        customer text,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX sessions_live_number ON sessions (number) WHERE phase <> 'ended';
      CREATE TABLE session_participants (
        session_id uuid NOT NULL,
        participant_id uuid NOT NULL,
        account_id uuid,
        role text NOT NULL,
        status text NOT NULL,
        CONSTRAINT session_participants_pk PRIMARY KEY (session_id, participant_id)
      );
      CREATE INDEX session_participants_account ON session_participants (account_id) WHERE account_id IS NOT NULL;
      CREATE UNIQUE INDEX session_participants_one_primary ON session_participants (session_id)
        WHERE role = 'primary' AND status = 'joined';
    `);
    await runner.query(`
      CREATE TABLE invites (
        id uuid NOT NULL CONSTRAINT invites_pk PRIMARY KEY,
        session_id uuid NOT NULL,
        token_hash bytea NOT NULL,
        code_hash bytea,
        code_expires_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX invites_token ON invites (token_hash);
      CREATE UNIQUE INDEX invites_code ON invites (code_hash);
      CREATE INDEX invites_session ON invites (session_id);
      CREATE TABLE device_credentials (
        device_id uuid NOT NULL CONSTRAINT device_credentials_pk PRIMARY KEY,
        session_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        participant_id uuid NOT NULL,
        kind text NOT NULL,
        credential_hash bytea NOT NULL,
        attached boolean NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        seen_at timestamptz,
        gone_at timestamptz,
        socket_id text
      );
      CREATE UNIQUE INDEX device_credentials_hash ON device_credentials (credential_hash);
      CREATE INDEX device_credentials_session ON device_credentials (session_id);
      CREATE TABLE device_codes (
        code_hash bytea NOT NULL CONSTRAINT device_codes_pk PRIMARY KEY,
        session_id uuid NOT NULL,
        participant_id uuid NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX device_codes_participant ON device_codes (participant_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE device_codes; DROP TABLE device_credentials; DROP TABLE invites;
      DROP TABLE session_participants; DROP TABLE sessions;
      DROP TABLE socket_tickets; DROP TABLE commands; DROP TABLE event_bodies; DROP TABLE event_headers; DROP TABLE streams;
    `);
  }
}
