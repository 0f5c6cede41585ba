import type { QueryRunner } from 'typeorm';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Tables whose comment begins with this word can be added to and read by the server, and nothing else. */
const INSERT_ONLY = 'insert-only';

/**
 * Gives the server's role what it needs to work, as the owner of the tables: rows, not the schema. Tables marked with
 * `COMMENT ON TABLE … IS 'insert-only: …'` it can only read and insert into.
 */
export async function grantToServer(runner: QueryRunner, role: string): Promise<void> {
  const name = quoted(role);
  await runner.query(`GRANT USAGE ON SCHEMA public TO ${name}`);
  await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}`);
  await runner.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${name}`);
  const kept = (await runner.query(
    `SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND (obj_description(oid, 'pg_class') LIKE $1 OR relname = 'migrations')`,
    [`${INSERT_ONLY}%`],
  )) as { relname: string }[];
  for (const { relname } of kept)
    await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${quoted(relname)} FROM ${name}`);
  await runner.query(`REVOKE INSERT ON migrations FROM ${name}`);
}
