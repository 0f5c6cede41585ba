import { join } from 'node:path';
import { PATIENCE_MS, seeded, until } from '@relevo/testing';
import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { CHECKPOINT_FILE } from '../../apps/api/src/streams/checkpoints/checkpoint-file';
import { siteKey } from '../../apps/api/src/streams/checkpoints/site-key';
import { verifySession } from '../../apps/api/src/streams/verify/verify-session';
import { readSecret } from '../../tools/supervisor/data-folder';
import { signal, startOf, waitUntil } from '../../tools/supervisor/processes';
import { aCrowd, type Crowd, type Meeting } from './crowd';
import { Talk } from './talk';

/** Part of what is left that is kept at each kill for when a server takes long to come to the place where it dies. */
const RESERVE = 0.6;

/** An installation whose servers come back when they are killed. */
export interface Ground extends Meeting {
  readonly databaseUrl: string;
  readonly dataFolder: string;
}

/** What is to happen in a campaign of faults. */
export interface Course {
  readonly name: string;
  readonly ground: Ground;
  readonly browser: Browser;
  /** Who write beside the CSR and the two pages. */
  readonly customers: number;
  readonly kills: number;
  /** On the two pages one each; the clients write the others. */
  readonly messagesAKill: number;
  /** Commands that must be on the wire, sent and not answered, whenever servers die. */
  readonly inFlight: number;
  /** Names the servers that die next, perhaps once they have come to a certain place. */
  strike(kill: number, random: () => number): Promise<readonly number[]>;
  /** What else breaks before a kill, while everybody writes. */
  beside?(kill: number, random: () => number): Promise<void>;
}

export interface Outcome {
  readonly messages: number;
  /** Servers killed; more than `kills` when several died at once. */
  readonly deaths: number;
  /** Everything that is wrong: in the log, in what anybody shows, with the chain. Empty = nothing. */
  readonly wrong: readonly unknown[];
}

/** A seed from the environment, or a new one. */
const seedOf = (): number => Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 1e9));

/** What is wrong with the log of a session by `verify-log`: chain, checkpoints of database and file, signatures. */
const verify = async ({ databaseUrl, dataFolder }: Ground, session: string): Promise<unknown[]> => {
  const keyId = siteKey(readSecret(dataFolder, 'site-secret') ?? '').id;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const verdicts = await verifySession(client, session, {
      keyId,
      files: [join(dataFolder, CHECKPOINT_FILE)],
    });
    return verdicts.filter(({ fault, checkpoints }) => fault || checkpoints === 0);
  } finally {
    await client.end();
  }
};

/** Who cannot be reached by the CSR any more although they are there: presence is fleeting, and must be made whole. */
const unreachable = async ({ csr, parties }: Crowd): Promise<string[]> => {
  const missing = () => {
    const present = new Set(csr.snapshot.presence.map(({ endpoint }) => endpoint));
    return parties.flatMap(({ line }, n) =>
      present.has(line.endpoint) ? [] : [`writer ${n} is not present`],
    );
  };
  await until('all are present', PATIENCE_MS, async () => (missing().length === 0 ? true : null)).catch(
    () => undefined,
  );
  return missing();
};

/** Kills servers at once; resolves when they are gone. */
const killAll = async (pids: readonly number[]): Promise<void> => {
  const starts = pids.map(startOf);
  for (const pid of pids) signal(pid, 'SIGKILL');
  const gone = () => pids.every((pid, n) => startOf(pid) !== starts[n]);
  if (!(await waitUntil(gone, PATIENCE_MS))) throw new Error('a server cannot be killed');
};

/** Servers die while a crowd writes; how many commands were on the wire each time, and how many servers died. */
const strikes = async (course: Course, talk: Talk, { ana, maria }: Crowd, random: () => number) => {
  const { kills, inFlight } = course;
  const caught: number[] = [];
  let deaths = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const { written, left } = talk;
    const fair = (left * (1 - RESERVE)) / (kills - kill + 1);
    const share = (part: number) => written + Math.floor(part * fair);
    // Servers have just died: this is written while they are away or coming back.
    talk.allow(share(0.25));
    await talk.type('console page', `console page ${kill}`, (text) => ana.say(text));
    await talk.type('customer page', `customer page ${kill}`, (text) => maria.say(text));
    await talk.online();
    if (course.beside) {
      talk.allow(share(0.5));
      await course.beside(kill, random);
      await talk.online();
    }
    talk.allow(share(1));
    await talk.underWay(share(0.5 + random() / 6), inFlight);
    const pids = await course.strike(kill, random);
    await talk.underWay(0, inFlight);
    caught.push(talk.inFlight);
    deaths += pids.length;
    await killAll(pids);
  }
  return { caught, deaths };
};

/**
 * Lets a crowd write while servers die, again and again, and compares in the end what every client and page shows with the
 * log. `FAULT_SEED` repeats one, as far as processes can be repeated.
 */
export const campaign = async (course: Course): Promise<Outcome> => {
  const { name, ground, kills, messagesAKill } = course;
  const began = performance.now();
  const seed = seedOf();
  process.stdout.write(`${name}: FAULT_SEED=${seed}\n`);
  const random = seeded(seed);
  const crowd = await aCrowd(ground, course.browser, course.customers);
  const { ana, maria, csr, parties } = crowd;
  try {
    const talk = new Talk(random, kills * (messagesAKill - 2));
    talk.watch('the console page', () => ana.chat());
    talk.watch('the customer page', () => maria.chat());
    const writing = Promise.all(parties.map((party, n) => talk.write(`writer ${n}`, party)));
    const { caught, deaths } = await strikes(course, talk, crowd, random);
    talk.finish();
    await writing;
    await talk.settled('console page', () => ana.chat());
    await talk.settled('customer page', () => maria.chat());
    const wrong = [
      ...(await talk.faults(ground.databaseUrl, csr.snapshot.session.conversationId)),
      ...(await unreachable(crowd)),
      ...[ana, maria].flatMap(({ person }) => person.faults),
      ...(await Promise.all([ana, maria].map(({ person }) => person.alerts()))).flat(),
      ...(await verify(ground, csr.sessionId)),
    ];
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stdout.write(
      `${name}: ${kills} kills (${deaths} servers), ${talk.history.count} messages of ${parties.length} clients and 2 pages, ` +
        `${Math.min(...caught)} to ${Math.max(...caught)} commands on the wire at each, ${seconds} s\n`,
    );
    return { messages: talk.history.count, deaths, wrong };
  } catch (error) {
    for (const { person } of [ana, maria]) process.stdout.write(`${await person.sight()}\n`);
    throw error;
  } finally {
    await crowd.close();
  }
};
