import { Client } from 'pg';
import { readEnvironment } from './platform/config';
import { findSession, type StreamVerdict, verifySession } from './streams/verify/verify-session';

const FAULTY = 1;
const NOT_CHECKED = 2;

const lineOf = ({ kind, stream, events, erased, reports, head, fault }: StreamVerdict): string =>
  [
    `${kind} ${stream}:`,
    `${events} events, ${erased} erased, ${reports} signed reports, head ${head.seq} ${head.hash}`,
    fault ? `FAULT ${fault.kind} at ${fault.seq}` : 'ok',
  ].join(' ');

/** Checks the log of one session. Exit code: 0 = whole, 1 = something was changed, 2 = could not be checked. */
async function main(): Promise<number> {
  const which = process.argv[2];
  if (!which) throw new Error('Usage: npm run verify-log -- <session id or number>');
  const { DATABASE_URL } = readEnvironment(process.env);
  if (!DATABASE_URL) throw new Error('DATABASE_URL is missing: it names the database that holds the log');
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    const session = await findSession(client, which);
    if (!session) throw new Error(`There is no session ${which}`);
    const verdicts = await verifySession(client, session);
    for (const verdict of verdicts) console.log(lineOf(verdict));
    return verdicts.some(({ fault }) => fault) ? FAULTY : 0;
  } finally {
    await client.end();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = NOT_CHECKED;
  },
);
