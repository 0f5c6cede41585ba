import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each participant of a conversation has come, beside the log. */
export class ChatMarks1795000510000 implements MigrationInterface {
  readonly name = 'ChatMarks1795000510000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE chat_marks (
        stream uuid NOT NULL,
        participant uuid NOT NULL,
        circle text NOT NULL,
        seq integer NOT NULL,
        CONSTRAINT chat_marks_pk PRIMARY KEY (stream, participant, circle)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE chat_marks');
  }
}
