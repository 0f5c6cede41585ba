import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The server's signed word where streams stood, and the keys that it signed with. */
export class Checkpoints1795000300000 implements MigrationInterface {
  readonly name = 'Checkpoints1795000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE checkpoints (
        stream uuid NOT NULL,
        seq integer NOT NULL,
        hash text NOT NULL,
        at bigint NOT NULL,
        key_id text NOT NULL,
        signature text NOT NULL,
        CONSTRAINT checkpoints_pk PRIMARY KEY (stream, seq)
      );
      CREATE TABLE log_keys (
        id text NOT NULL CONSTRAINT log_keys_pk PRIMARY KEY,
        public_key text NOT NULL,
        previous text,
        since bigint NOT NULL,
        signature text NOT NULL,
        vouched text
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE log_keys; DROP TABLE checkpoints;');
  }
}
