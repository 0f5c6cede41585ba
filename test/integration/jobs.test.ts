import { type TestDatabase, until } from '@relevo/testing';
import { Client } from 'pg';
import { z } from 'zod';
import { Transactions } from '../../apps/api/src/platform/database/transactions';
import { JobFailure, type JobHandler, type JobKind } from '../../apps/api/src/platform/jobs/job-kind';
import { JobQueue } from '../../apps/api/src/platform/jobs/job-queue';
import { JobRunner } from '../../apps/api/src/platform/jobs/job-runner';
import { Jobs } from '../../apps/api/src/platform/jobs/jobs.service';
import { startApi, type TestApi } from '../support/api';
import { createMigratedDatabase } from '../support/migrated-database';
import { plainRequest } from '../support/plain-request';
import { OwnRedis } from '../support/redis';

jest.setTimeout(120_000);

const SOON_MS = 45_000;

const LETTER: JobKind<{ word: string }> = {
  name: 'test.letter',
  payload: z.strictObject({ word: z.string() }),
  retryAfterMs: [50, 50],
  worthMs: 3_600_000,
};

/** A handler that remembers, and fails as it is told. */
const rememberer = (work: (word: string, attempt: number) => unknown = () => undefined) => {
  const done: string[] = [];
  const gaveUp: string[] = [];
  const handler: JobHandler<{ word: string }> = {
    run: async ({ word }, { number }) => {
      await work(word, number);
      done.push(word);
    },
    gaveUp: async ({ word }, reason) => void gaveUp.push(`${word} ${reason}`),
  };
  return { done, gaveUp, handler };
};

const add = (api: TestApi, word: string) =>
  api.app.get(Transactions).run((transaction) => api.app.get(Jobs).add(transaction, LETTER, { word }));

/** The row alone, as it is when the process dies between the commit and the hand-over. */
const addWithoutHandOver = async (api: TestApi, word: string): Promise<void> => {
  const jobs = api.app.get(Jobs);
  await api.app.get(Transactions).run(async ({ manager }) => {
    await jobs.write((text, values) => manager.query(text, values), jobs.prepare(LETTER, { word }));
  });
};

const rowsOf = async (database: TestDatabase) => {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query('SELECT state, attempts, reason, payload FROM jobs ORDER BY id');
  await client.end();
  return rows as { state: string; attempts: number; reason: string | null; payload: Buffer | null }[];
};

const ended = (database: TestDatabase, count: number) =>
  until(`${count} jobs have ended`, SOON_MS, async () => {
    const rows = await rowsOf(database);
    return rows.length >= count && rows.every(({ state }) => state !== 'waiting') ? rows : null;
  });

describe.each(['PostgreSQL', 'Redis'])('jobs on %s', (backend) => {
  let redis: OwnRedis | null = null;
  let database: TestDatabase;
  const apis: TestApi[] = [];

  const start = async (): Promise<TestApi> => {
    const api = await startApi({ database, env: { REDIS_URL: redis?.url } });
    apis.push(api);
    return api;
  };

  beforeEach(async () => {
    if (backend === 'Redis') redis = await OwnRedis.start();
    database = await createMigratedDatabase();
  });
  afterEach(async () => {
    for (const api of apis.splice(0)) await api.close();
    await redis?.close();
    redis = null;
    await database.drop();
  });

  it('a job of a transaction that commits is done once, one that is rolled back never; nothing of it can be read', async () => {
    const api = await start();
    const { done, handler } = rememberer();
    api.app.get(JobRunner).handle(LETTER, handler);
    const rolledBack = api.app.get(Transactions).run(async (transaction) => {
      await api.app.get(Jobs).add(transaction, LETTER, { word: 'never' });
      throw new Error('changed our mind');
    });
    await expect(rolledBack).rejects.toThrow('changed our mind');
    const jobs = api.app.get(Jobs);
    expect(jobs.prepare(LETTER, { word: 'confidential' }).sealed.toString('latin1')).not.toContain(
      'confidential',
    );
    await add(api, 'once');
    const rows = await ended(database, 1);
    expect(rows).toEqual([{ state: 'done', attempts: 1, reason: null, payload: null }]);
    expect(done).toEqual(['once']);
  });

  it('a job that fails is tried again after its waits, then given up with the reason; one that cannot succeed at once', async () => {
    const api = await start();
    const { done, gaveUp, handler } = rememberer((word, attempt) => {
      if (word === 'hopeless') throw new JobFailure('NOBODY_THERE', true);
      if (word === 'never' || attempt < 3) throw new JobFailure('NOT_YET');
    });
    api.app.get(JobRunner).handle(LETTER, handler);
    for (const word of ['third time', 'never', 'hopeless']) await add(api, word);
    const rows = await ended(database, 3);
    expect(done).toEqual(['third time']);
    expect(gaveUp.sort()).toEqual(['hopeless NOBODY_THERE', 'never NOT_YET']);
    expect(rows.map(({ state, attempts, reason }) => `${state} ${attempts} ${reason}`)).toEqual([
      'done 3 null',
      'failed 3 NOT_YET',
      'failed 1 NOBODY_THERE',
    ]);
    expect(rows.every(({ payload }) => payload === null)).toBe(true);
    const { text } = await plainRequest(`${api.url}/metrics`);
    expect(text).toContain('relevo_jobs_total{kind="test.letter",outcome="again"} 4');
    expect(text).toContain('relevo_jobs_total{kind="test.letter",outcome="failed"} 2');
    expect(text).toMatch(/^relevo_jobs_waiting 0$/m);
  });

  it('what was committed and not handed over is found and done', async () => {
    const api = await start();
    const { done, handler } = rememberer();
    api.app.get(JobRunner).handle(LETTER, handler);
    await addWithoutHandOver(api, 'found');
    await ended(database, 1);
    expect(done).toEqual(['found']);
  });

  it('a kind that this node does not know waits for one that does', async () => {
    const old = await start();
    await add(old, 'new kind');
    const young = await start();
    const { done, handler } = rememberer();
    young.app.get(JobRunner).handle(LETTER, handler);
    const [row] = await ended(database, 1);
    expect(row).toMatchObject({ state: 'done', attempts: 1 });
    expect(done).toEqual(['new kind']);
  });

  it('SEC-R3 a server that ends takes no new job and lets the begun one finish', async () => {
    const api = await start();
    let begun = false;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { done, handler } = rememberer(async () => {
      begun = true;
      await held;
    });
    api.app.get(JobRunner).handle(LETTER, handler);
    await add(api, 'begun');
    await until('it has begun', SOON_MS, async () => (begun ? true : null));
    const stopped = api.app.get(JobQueue).stop();
    await addWithoutHandOver(api, 'later');
    expect(done).toEqual([]);
    release();
    await stopped;
    expect(done).toEqual(['begun']);
    expect((await rowsOf(database)).map(({ state }) => state)).toEqual(['done', 'waiting']);
  });

  it('two nodes share the jobs, each done by one of them', async () => {
    const nodes = [await start(), await start()];
    const all = nodes.map((api) => {
      const { done, handler } = rememberer();
      api.app.get(JobRunner).handle(LETTER, handler);
      return done;
    });
    const words = Array.from({ length: 60 }, (_, n) => `word ${n}`);
    await Promise.all(words.map((word, n) => add(nodes[n % 2] as TestApi, word)));
    await ended(database, words.length);
    expect(all.flat().sort()).toEqual([...words].sort());
  });
});

it('SEC-R2 Redis emptied and killed while jobs wait: each is done once it is back, and nothing is lost', async () => {
  const redis = await OwnRedis.start();
  const api = await startApi({ env: { REDIS_URL: redis.url } });
  try {
    let open = false;
    const { done, handler } = rememberer(() => {
      if (!open) throw new JobFailure('NOT_YET');
    });
    const patient = { ...LETTER, retryAfterMs: [500, 500, 500, ...Array<number>(100).fill(1000)] };
    api.app.get(JobRunner).handle(patient, handler);
    const words = Array.from({ length: 20 }, (_, n) => `word ${n}`);
    for (const word of words) await add(api, word);
    const tried = () =>
      until('all were tried', SOON_MS, async () =>
        (await rowsOf(api.database)).every(({ attempts }) => attempts > 0) ? true : null,
      );
    await tried();
    await redis.client.flushall();
    expect(await redis.client.dbsize()).toBe(0);
    open = true;
    await ended(api.database, words.length);
    expect([...done].sort()).toEqual([...words].sort());

    await redis.kill();
    await add(api, 'while it was away');
    await redis.run();
    await ended(api.database, words.length + 1);
    expect(done.at(-1)).toBe('while it was away');
  } finally {
    await api.close();
    await redis.close();
  }
});

it('what was asked for too long ago is not done any more', async () => {
  let now = Date.now();
  const api = await startApi({ clock: { now: () => now } });
  try {
    const { done, gaveUp, handler } = rememberer();
    await addWithoutHandOver(api, 'yesterday');
    now += LETTER.worthMs + 1;
    api.app.get(JobRunner).handle(LETTER, handler);
    await ended(api.database, 1);
    expect({ done, gaveUp }).toEqual({ done: [], gaveUp: ['yesterday TOO_LATE'] });
  } finally {
    await api.close();
  }
});
