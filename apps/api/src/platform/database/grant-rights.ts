import type { QueryRunner } from 'typeorm';
import { TABLE_RIGHTS, type TableRights } from '../../../../../migrations/rights';

const PRIVILEGES: Record<TableRights, string> = {
  change: 'SELECT, INSERT, UPDATE, DELETE',
  append: 'SELECT, INSERT',
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Gives the server's role exactly the rights of the table above, taking away what it had before. */
export async function grantRights(runner: QueryRunner, role: string, bookkeeping: string): Promise<void> {
  const tables = (await runner.query(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  )) as { name: string }[];
  for (const { name } of tables) {
    await runner.query(`REVOKE ALL ON ${quoted(name)} FROM ${quoted(role)}`);
    if (name === bookkeeping) continue;
    const rights = TABLE_RIGHTS[name];
    if (!rights) throw new Error(`The table ${name} is not in migrations/rights.ts`);
    await runner.query(`GRANT ${PRIVILEGES[rights]} ON ${quoted(name)} TO ${quoted(role)}`);
  }
  await runner.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${quoted(role)}`);
}
