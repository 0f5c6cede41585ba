import type { ChangedAccount, SecondStepNeeded } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import { generateSync } from 'otplib';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { ACCOUNT_ENTITIES } from '../../apps/api/src/accounts/account-entities';
import { createAccount } from '../../apps/api/src/accounts/create-account';
import { withDatabase } from '../../apps/api/src/platform/database/with-database';
import { type ApiProcess, ApiProcesses } from '../support/api-process';
import { Line } from '../support/line';
import { Caller } from '../support/people';
import { PASSWORD, type Refused, RestClient } from '../support/rest';

jest.setTimeout(240_000);

type Role = 'csr' | 'supervisor' | 'administrator';

let site: ApiProcesses;
let one: ApiProcess;
let two: ApiProcess;

beforeAll(async () => {
  site = await ApiProcesses.start(2);
  [one, two] = site.nodes as [ApiProcess, ApiProcess];
});
afterAll(() => site?.close());

const person = async (role: Role = 'csr') => {
  const email = `${uuid()}@example.org`;
  const { id } = await withDatabase(site.database.url, ACCOUNT_ENTITIES, (manager) =>
    createAccount(manager, { email, name: 'Luca Bianchi', role, language: 'en', password: PASSWORD }),
  );
  const client = new RestClient(one);
  await client.post('/sign-in', { email, password: PASSWORD });
  return { client, id, email };
};
const firstStep = async (node: ApiProcess, email: string) => {
  const client = new RestClient(node);
  const { body } = await client.post<SecondStepNeeded>('/sign-in', { email, password: PASSWORD });
  return { client, challenge: body.challenge };
};
const statuses = (answers: readonly { status: number }[]) =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

interface Held {
  /** Waits until so many wait. */
  readonly waiting: (count: number) => Promise<unknown>;
  readonly letGo: () => Promise<unknown>;
}

/** Holds what changes of accounts wait for, until it is let go. */
const whileHeld = async <Result>(work: (held: Held) => Promise<Result>): Promise<Result> => {
  const holder = new Client({ connectionString: site.database.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT pg_advisory_xact_lock(7238642)');
    const waiting = (count: number) =>
      until(`${count} wait`, PATIENCE_MS, async () => {
        const { rows } = await holder.query<{ n: number }>(
          `SELECT count(*)::int n FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows[0]?.n === count ? true : null;
      });
    return await work({ waiting, letGo: () => holder.query('COMMIT') });
  } finally {
    await holder.end();
  }
};

it('SEC-A6 one recovery code, or one code of the authenticator, shown to two nodes at once lets one in', async () => {
  const luca = await person();
  const { secret } = (
    await luca.client.post<{ secret: string }>('/me/second-step/begin', { password: PASSWORD })
  ).body;
  const { codes } = (
    await luca.client.post<{ codes: string[] }>('/me/second-step/confirm', { code: generateSync({ secret }) })
  ).body;
  for (const code of [codes[0], codes[1]]) {
    const ends = await Promise.all([one, two].map((node) => firstStep(node, luca.email)));
    const answers = await Promise.all(
      ends.map(({ client, challenge }) => client.post('/sign-in/code', { challenge, code })),
    );
    expect(statuses(answers)).toEqual([200, 422]);
  }
  // Of the next step: the present one confirmed it.
  const next = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });
  const ends = await Promise.all([one, two, one, two].map((node) => firstStep(node, luca.email)));
  const answers = await Promise.all(
    ends.map(({ client, challenge }) => client.post('/sign-in/code', { challenge, code: next })),
  );
  expect(statuses(answers)).toEqual([200, 422, 422, 422]);
});

it('SEC-A4 an administrator who is demoted or disabled while their change waits for its turn changes nobody', async () => {
  const ana = await person('administrator');
  for (const [end, refusal] of [
    [(id: string) => ana.client.at(two).put(`/accounts/${id}/role`, { role: 'csr' }), 'FORBIDDEN'],
    [(id: string) => ana.client.at(two).post(`/accounts/${id}/disable`), 'NOT_SIGNED_IN'],
  ] as const) {
    const bo = await person('administrator');
    const carla = await person();
    const [ended, tried, made] = await whileHeld(async ({ waiting, letGo }) => {
      const first = end(bo.id);
      await waiting(1);
      const second: Promise<Refused> = bo.client.post(`/accounts/${carla.id}/disable`);
      const third: Promise<Refused> = bo.client.post('/accounts', {
        email: `${uuid()}@example.org`,
        name: 'Eva',
        role: 'administrator',
        language: 'en',
      });
      await waiting(3);
      await letGo();
      return Promise.all([first, second, third]);
    });
    expect(ended.status).toBe(200);
    expect([tried.body.code, made.body.code]).toEqual([refusal, refusal]);
    expect((await carla.client.get('/me')).status).toBe(200);
  }
});

it('SEC-A4 who is demoted in the middle of everything has lost the rights with the next word, at every node, whatever is open', async () => {
  const ana = await person('administrator');
  for (const [role, path] of [
    ['administrator', '/accounts'],
    ['supervisor', '/live-sessions'],
  ] as const) {
    const bo = await person(role);
    const there = bo.client.at(two);
    const line = await Line.open(new Caller(two as never, { cookie: bo.client.cookie ?? '' }));
    expect((await there.get(path)).status).toBe(200);
    expect((await ana.client.put(`/accounts/${bo.id}/role`, { role: 'csr' })).status).toBe(200);
    expect(await Promise.all([there, bo.client].map(async (c) => (await c.get(path)).status))).toEqual([
      403, 403,
    ]);
    line.close();
  }
});

it('an administrator who would shut themselves out from two tabs at once is refused in both', async () => {
  const ana = await person('administrator');
  const tabs = [ana.client, ana.client.at(two)];
  const answers = await Promise.all(
    tabs.flatMap((tab) => [
      tab.put(`/accounts/${ana.id}/role`, { role: 'csr' }),
      tab.post(`/accounts/${ana.id}/disable`),
    ]),
  );
  expect(statuses(answers)).toEqual([409, 409, 409, 409]);
  expect((await ana.client.get('/accounts')).status).toBe(200);
});

it('SEC-A5 the link of a new account, used by two people at two nodes at once, sets one password', async () => {
  const ana = await person('administrator');
  const email = `${uuid()}@example.org`;
  const { body } = await ana.client.post<ChangedAccount>('/accounts', {
    email,
    name: 'Eva',
    role: 'csr',
    language: 'en',
  });
  const token = new URL(body.link?.url ?? '').hash.slice(1);
  const passwords = ['seven lamps by the harbour', 'nine boats on a grey river'];
  const used = await Promise.all(
    [one, two].map((node, n) =>
      new RestClient(node).post('/account-links/use', { token, password: passwords[n] }),
    ),
  );
  expect(statuses(used)).toEqual([204, 404]);
  const winner = used.findIndex(({ status }) => status === 204);
  const tries = await Promise.all(
    passwords.map((password) => new RestClient(one).post('/sign-in', { email, password })),
  );
  expect(tries.map(({ status }) => status)).toEqual(winner === 0 ? [200, 401] : [401, 200]);
});
