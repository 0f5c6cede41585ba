import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other programs that are told what happens, and what was posted to them. */
export class Webhooks1795000660000 implements MigrationInterface {
  readonly name = 'Webhooks1795000660000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhooks (
        id uuid NOT NULL CONSTRAINT webhooks_pk PRIMARY KEY,
        url text NOT NULL,
        events text[] NOT NULL,
        enabled boolean NOT NULL,
        secret bytea NOT NULL,
        secret_before bytea,
        before_until timestamptz,
        created_at timestamptz NOT NULL
      );
      CREATE TABLE webhook_deliveries (
        id uuid NOT NULL CONSTRAINT webhook_deliveries_pk PRIMARY KEY,
        webhook_id uuid NOT NULL,
        message_id uuid NOT NULL,
        event text NOT NULL,
        body text NOT NULL,
        state text NOT NULL,
        attempts smallint NOT NULL,
        status smallint,
        said text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT webhook_deliveries_webhook_fk FOREIGN KEY (webhook_id) REFERENCES webhooks (id) ON DELETE CASCADE,
        CONSTRAINT webhook_deliveries_state_known CHECK (state IN ('waiting', 'sent', 'failed'))
      );
      CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, created_at);
      CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_deliveries; DROP TABLE webhooks;');
  }
}
