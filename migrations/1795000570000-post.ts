import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How mails and SMS leave the site, the tokens of links that were sent, and whose invite dialog opens by itself. */
export class Post1795000570000 implements MigrationInterface {
  readonly name = 'Post1795000570000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE post_settings (
        id smallint NOT NULL CONSTRAINT post_settings_pk PRIMARY KEY,
        mail_from text,
        smtp bytea,
        sms_url text,
        sms_secret bytea,
        changed_at timestamptz NOT NULL,
        CONSTRAINT post_settings_one_row CHECK (id = 1)
      );
      CREATE TABLE invite_tokens (
        token_hash bytea NOT NULL CONSTRAINT invite_tokens_pk PRIMARY KEY,
        invite_id uuid NOT NULL
      );
      CREATE INDEX invite_tokens_invite ON invite_tokens (invite_id);
      DROP INDEX account_links_account;
      CREATE INDEX account_links_account ON account_links (account_id);
      ALTER TABLE accounts ADD auto_invite boolean NOT NULL DEFAULT false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE accounts DROP auto_invite;
      DROP INDEX account_links_account;
      DELETE FROM account_links a USING account_links b
        WHERE a.account_id = b.account_id AND (a.expires_at, a.hash) < (b.expires_at, b.hash);
      CREATE UNIQUE INDEX account_links_account ON account_links (account_id);
      DROP TABLE invite_tokens; DROP TABLE post_settings;
    `);
  }
}
