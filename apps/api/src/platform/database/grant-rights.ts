import type { QueryRunner } from 'typeorm';
import { FUNCTION_RIGHTS, TABLE_RIGHTS, type TableRights } from '../../../../../migrations/rights';

const PRIVILEGES: Record<TableRights, string> = {
  change: 'SELECT, INSERT, UPDATE, DELETE',
  append: 'SELECT, INSERT',
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Gives the server's role exactly the rights of the table above, taking away what it had before.
 * @throws Error for a table that is not in it, before anything is changed
 */
export async function grantRights(runner: QueryRunner, role: string, bookkeeping: string): Promise<void> {
  const tables = (await runner.query(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  )) as { name: string }[];
  const unknown = tables.find(({ name }) => name !== bookkeeping && !TABLE_RIGHTS[name]);
  if (unknown) throw new Error(`The table ${unknown.name} is not in migrations/rights.ts`);
  for (const { name } of tables) {
    await runner.query(`REVOKE ALL ON ${quoted(name)} FROM ${quoted(role)}`);
    const rights = TABLE_RIGHTS[name];
    if (name === bookkeeping || !rights) continue;
    await runner.query(`GRANT ${PRIVILEGES[rights]} ON ${quoted(name)} TO ${quoted(role)}`);
  }
  for (const name of FUNCTION_RIGHTS)
    await runner.query(`GRANT EXECUTE ON FUNCTION ${name} TO ${quoted(role)}`);
  await runner.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${quoted(role)}`);
}

/** What the queue of jobs needs: it works in its own schema alone, and makes nothing there. */
export async function grantQueueRights(runner: QueryRunner, role: string, schema: string): Promise<void> {
  const [to, where] = [quoted(role), quoted(schema)];
  await runner.query(`
    GRANT USAGE ON SCHEMA ${where} TO ${to};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${where} TO ${to};
    REVOKE INSERT, UPDATE, DELETE ON ${where}.migration FROM ${to};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${where} TO ${to};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${where} TO ${to};
  `);
}
