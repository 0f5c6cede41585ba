import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { erasePerson } from '../apps/api/src/streams/erase/erase-person';
import { LogService } from '../apps/api/src/streams/log/log.service';
import { findSession } from '../apps/api/src/streams/verify/verify-session';
import { withInstallation } from './supervisor/installation';

const USAGE = `Usage: npm run erase -- --session <id or number> --participant <id>
Erases what a participant said and, once the session is over, their name. It cannot be taken back.`;

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { session: text, participant: text } });
  const { session, participant } = values;
  if (!session || !participant) throw new Error(USAGE);
  const { lines, namings } = await withInstallation(process.env, async ({ app }) => {
    const pool = new Pool({ connectionString: app, max: 2 });
    try {
      const log = new LogService(pool, (fault) => {
        throw fault;
      });
      return await erasePerson(log, (await findSession(pool, session)) ?? session, participant, Date.now());
    } finally {
      await pool.end();
    }
  });
  console.log(`Erased: ${lines} chat lines, ${namings === 0 ? 'no name' : 'the name'}.`);
  if (namings === 0) console.log('A name can be erased once the session is over.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
