import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { BOOKKEEPING } from '../../apps/api/src/platform/database/bookkeeping';
import { hashing, type Manifest } from './manifest';

type Say = (line: string) => void;

const BATCH = 1000;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Tables of ours. */
export const tablesOf = async (db: Client): Promise<string[]> =>
  (
    await db.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
    )
  ).rows.map(({ name }) => name);

/** Rows as JSON text, written by the database and never parsed here: what is read back is the same to the bit. */
async function* rowsOf(db: Client, table: string, count: (rows: number) => void): AsyncGenerator<string> {
  await db.query(
    `DECLARE rows NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${quoted(table)} t`,
  );
  for (;;) {
    const { rows } = await db.query<{ row: string }>(`FETCH ${BATCH} FROM rows`);
    count(rows.length);
    if (rows.length === 0) break;
    yield `${rows.map(({ row }) => row).join('\n')}\n`;
  }
  await db.query('CLOSE rows');
}

/** Saves every table as the open transaction sees it. */
export const saveTables = async (db: Client, backup: string, say: Say): Promise<Manifest['tables']> => {
  mkdirSync(join(backup, 'tables'), { mode: 0o700 });
  const saved = [];
  for (const name of (await tablesOf(db)).filter((table) => table !== BOOKKEEPING)) {
    const file = join('tables', `${name}.jsonl.gz`);
    const { stream, digest } = hashing();
    let rows = 0;
    const text = Readable.from(
      rowsOf(db, name, (more) => {
        rows += more;
      }),
    );
    await pipeline(
      text,
      createGzip(),
      stream,
      createWriteStream(join(backup, file), { mode: 0o600, flags: 'wx' }),
    );
    say(`${name}: ${rows} rows`);
    saved.push({ name, rows, file, sha256: digest() });
  }
  return saved;
};

/** Tables in an order in which each comes after those that it refers to. */
const inOrder = async (db: Client, tables: Manifest['tables']): Promise<Manifest['tables']> => {
  const { rows } = await db.query<{ table: string; needs: string }>(
    `SELECT c.relname AS table, n.relname AS needs FROM pg_constraint f
      JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class n ON n.oid = f.confrelid
      WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace`,
  );
  const done: Manifest['tables'] = [];
  const visit = (table: Manifest['tables'][number]): void => {
    if (done.includes(table)) return;
    const needs = rows.filter((row) => row.table === table.name && row.needs !== table.name);
    for (const other of tables) if (needs.some((row) => row.needs === other.name)) visit(other);
    done.push(table);
  };
  for (const table of tables) visit(table);
  return done;
};

/** Lets numbers that the database gives go on after the highest that was restored. */
const windSequences = async (db: Client): Promise<void> => {
  const { rows } = await db.query<{ sequence: string; table: string; column: string }>(
    `SELECT s.oid::regclass::text AS sequence, t.oid::regclass::text AS table, a.attname AS column
      FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
      JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
      WHERE s.relkind = 'S' AND t.relname <> $1`,
    [BOOKKEEPING],
  );
  for (const { sequence, table, column } of rows)
    await db.query(
      `SELECT setval('${sequence}', (SELECT coalesce(max(${quoted(column)}), 0) + 1 FROM ${table}), false)`,
    );
};

const restoreTable = async (db: Client, file: string, name: string): Promise<number> => {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity });
  const insert = `INSERT INTO ${quoted(name)} OVERRIDING SYSTEM VALUE
    SELECT * FROM json_populate_recordset(NULL::${quoted(name)}, $1::json)`;
  let rows = 0;
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await db.query(insert, [`[${batch.join(',')}]`]);
    rows += batch.length;
    batch = [];
  };
  for await (const line of lines) {
    batch.push(line);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return rows;
};

/** Fills the empty tables, all or nothing. */
export const restoreTables = async (
  db: Client,
  backup: string,
  tables: Manifest['tables'],
  say: Say,
): Promise<void> => {
  await db.query('BEGIN');
  // A migration may have put rows of its own there.
  await db.query(`TRUNCATE ${tables.map(({ name }) => quoted(name)).join(', ')}`);
  for (const table of await inOrder(db, tables)) {
    const rows = await restoreTable(db, join(backup, table.file), table.name);
    if (rows !== table.rows) throw new Error(`${table.file} has ${rows} rows instead of ${table.rows}.`);
    say(`${table.name}: ${rows} rows`);
  }
  await windSequences(db);
  await db.query('COMMIT');
};
