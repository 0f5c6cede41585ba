import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { id, type LogFault, type StreamVerdict } from '@relevo/contracts';
import { Client } from 'pg';
import { readEnvironment } from './platform/config';
import { exitWith } from './platform/exit-with';
import { CHECKPOINT_FILE } from './streams/checkpoints/checkpoint-file';
import { siteKey } from './streams/checkpoints/site-key';
import type { Evidence } from './streams/verify/checkpoint-proof';
import { findSession, verifySession } from './streams/verify/verify-session';

const USAGE = 'Usage: npm run verify-log -- <session id or number> [--checkpoints <file kept elsewhere>]';
const FAULTY = 1;

const MEANING: Record<LogFault, string> = {
  edited: 'this event was changed',
  deleted: 'this event or its body is missing',
  swapped: 'this event and another changed places',
  truncated: 'the end of the log is missing from here on',
  added: 'from here on the log has more than its head says',
  restamped: 'the log is whole, but not the one that was signed: it was written anew',
  'forged-report': 'the device did not sign what this event says',
  'forged-checkpoint': 'this checkpoint was not signed by the key of this site',
  unreadable: 'this event is not of a shape that Relevo writes',
  moved: 'the database gives this stream to another session or kind than the log does',
};

const lineOf = (verdict: StreamVerdict): string => {
  const { kind, stream, events, erased, reports, checkpoints, signedTo, head, fault } = verdict;
  return [
    `${kind} ${stream}:`,
    `${events} events, ${erased} erased, ${reports} signed reports,`,
    `${checkpoints} checkpoints up to ${signedTo}, head ${head.seq} ${head.hash}`,
    fault ? `FAULT ${fault.kind} at ${fault.seq}: ${MEANING[fault.kind]}` : 'ok',
  ].join(' ');
};

type Settings = ReturnType<typeof readEnvironment>;

const evidenceOf = (settings: Settings, given: readonly string[]): Evidence => {
  const own = join(resolve(settings.DATA_DIR ?? 'data'), CHECKPOINT_FILE);
  const secret = settings.LOG_KEY ?? settings.SITE_SECRET;
  if (!secret)
    console.error('Neither LOG_KEY nor SITE_SECRET is known: the key is believed as the database names it.');
  const files = [...(existsSync(own) ? [own] : []), ...given];
  return { keyId: secret ? siteKey(secret).id : null, files, say: (line) => console.error(line) };
};

/** Checks the log of one session. Exit code: 0 = whole, 1 = something was changed, 2 = could not be checked. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { checkpoints: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const which = positionals[0];
  if (!which || positionals.length > 1) throw new Error(USAGE);
  const settings = readEnvironment(process.env);
  const { DATABASE_URL } = settings;
  if (!DATABASE_URL) throw new Error('DATABASE_URL is missing: it names the database that holds the log');
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    const known = await findSession(client, which);
    // One that the database has lost whole may still stand in a file that is kept elsewhere.
    const session = known ?? id.safeParse(which.toLowerCase()).data;
    const evidence = evidenceOf(settings, values.checkpoints ?? []);
    const verdicts = session === undefined ? [] : await verifySession(client, session, evidence);
    if (!known && !verdicts.some(({ checkpoints }) => checkpoints > 0))
      throw new Error(`There is no session ${which}`);
    for (const verdict of verdicts) console.log(lineOf(verdict));
    return verdicts.some(({ fault }) => fault) ? FAULTY : 0;
  } finally {
    await client.end();
  }
}

exitWith(main);
