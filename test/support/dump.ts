import { Client } from 'pg';
import type { TestApi } from './api';

/** Every row of every table of a server's database, as text; bytes are hexadecimal. */
export const dumpOf = async ({ database }: Pick<TestApi, 'database'>): Promise<string> => {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const lines: string[] = [];
    for (const { name } of rows) {
      const table = await owner.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
      lines.push(...table.rows.map(({ line }) => `${name} ${line}`));
    }
    return lines.join('\n');
  } finally {
    await owner.end();
  }
};

/** A secret as it stands somewhere in plain: as text, as its hexadecimal bytes, as the bytes that its text stands for. */
export const tracesOf = (secret: string): string[] => {
  const traces = [secret, Buffer.from(secret).toString('hex')];
  if (/^[\w-]{22,}$/.test(secret)) traces.push(Buffer.from(secret, 'base64url').toString('hex'));
  return traces;
};
