import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { markOf, setMark } from '../../apps/api/src/platform/database/bookkeeping';

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

/** Whether exactly this build was the last to look at the database: asking takes a tenth of what looking takes. */
export const isMarked = (ownerUrl: string, build: string): Promise<boolean> =>
  asked(ownerUrl, async (client) => {
    const mark = await markOf(
      async (text, values) => (await client.query<{ mark: string | null }>(text, values)).rows,
    );
    return mark === build;
  });

/** Notes that this build has brought it up to date; to be called by whoever owns the tables. */
export const mark = (ownerUrl: string, build: string): Promise<void> =>
  asked(ownerUrl, (client) => setMark(client, client.escapeLiteral(build)));
