import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { BOOKKEEPING } from '../../apps/api/src/platform/database/bookkeeping';

/** The table of the applied migrations carries the mark as its comment: so it comes and goes with the database. */
const TABLE = `public.${BOOKKEEPING}`;

/** What a checkout was compiled from, as one hash. */
export const buildOf = (root: string): string => readFileSync(join(root, 'dist/.node-stamp'), 'utf8').trim();

async function asked<Result>(ownerUrl: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether exactly this build has brought the database up to date: asking takes a tenth of what looking at it takes. */
export const isMarked = (ownerUrl: string, build: string): Promise<boolean> =>
  asked(ownerUrl, async (client) => {
    const { rows } = await client.query<{ mark: string | null }>(
      "SELECT obj_description(to_regclass($1), 'pg_class') AS mark",
      [TABLE],
    );
    return rows[0]?.mark === build;
  });

/** Notes that this build has brought it up to date; to be called by whoever owns the tables. */
export const mark = (ownerUrl: string, build: string): Promise<void> =>
  asked(ownerUrl, async (client) => {
    await client.query(`COMMENT ON TABLE ${TABLE} IS ${client.escapeLiteral(build)}`);
  });
