import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Teams of the site, and who is in them. */
export class Teams1795000720000 implements MigrationInterface {
  readonly name = 'Teams1795000720000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE teams (
        id uuid NOT NULL CONSTRAINT teams_pk PRIMARY KEY,
        name text NOT NULL,
        version integer NOT NULL,
        archived_at timestamptz
      );
      CREATE UNIQUE INDEX teams_name ON teams (lower(name)) WHERE archived_at IS NULL;
      CREATE TABLE team_members (
        team_id uuid NOT NULL CONSTRAINT team_members_team_fk REFERENCES teams (id) ON DELETE CASCADE,
        account_id uuid NOT NULL CONSTRAINT team_members_account_fk REFERENCES accounts (id) ON DELETE CASCADE,
        CONSTRAINT team_members_pk PRIMARY KEY (team_id, account_id)
      );
      CREATE INDEX team_members_account_id ON team_members (account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE team_members; DROP TABLE teams;');
  }
}
