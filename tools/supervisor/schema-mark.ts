import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MARKED } from '../../apps/api/src/platform/database/bookkeeping';
import { withClient } from '../../apps/api/src/platform/database/with-client';

/** What a checkout was compiled from, as one hash. */
export const buildOf = (root: string): string => readFileSync(join(root, 'dist/.node-stamp'), 'utf8').trim();

/** Whether exactly this build was the last to look at the database: asking takes a tenth of what looking takes. */
export const isMarked = (ownerUrl: string, build: string): Promise<boolean> =>
  withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ mark: string | null }>(
      "SELECT obj_description(to_regclass($1), 'pg_class') AS mark",
      [MARKED],
    );
    return rows[0]?.mark === build;
  });

/** Notes that this build has brought it up to date; to be called by whoever owns the tables. */
export const mark = (ownerUrl: string, build: string): Promise<void> =>
  withClient(ownerUrl, async (client) => {
    await client.query(`COMMENT ON TABLE ${MARKED} IS ${client.escapeLiteral(build)}`);
  });
