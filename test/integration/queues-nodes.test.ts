import { randomBytes } from 'node:crypto';
import type { ErrorBody, QueueDesk, SessionView } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import { Database } from '../../apps/api/src/platform/database/database';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import { Csr } from '../support/people';
import { aQueue, BEHIND_PROXY, Waiting } from '../support/queue';
import { OwnRedis } from '../support/redis';

let redis: OwnRedis;
let one: TestApi;
let two: TestApi;
let noa: Csr;
const csrs: Csr[] = [];
const CAPACITY = 6;

beforeAll(async () => {
  redis = await OwnRedis.start();
  const env = {
    ...BEHIND_PROXY,
    REDIS_URL: redis.url,
    SITE_SECRET: randomBytes(32).toString('base64url'),
  };
  one = await startApi({ env });
  two = await startApi({ env, database: one.database });
  noa = await Csr.first(one, 'Noa Levi');
  for (let n = 0; n < 8; n += 1) {
    const csr = await Csr.another(one, `Csr ${n}`);
    await csr.must('PUT', '/me/availability', { state: 'ready', capacity: CAPACITY });
    csrs.push(n % 2 ? csr.at(two) : csr);
  }
});
afterAll(async () => {
  await two.close();
  await one.close();
  await redis.close();
});

const rows = <Row>(text: string): Promise<Row[]> => one.app.get(Database).manager.query<Row[]>(text);
const onBoth = async (slug: string) => {
  for (const api of [one, two])
    await until(`both know ${slug}`, PATIENCE_MS, async () => {
      const { status } = await new Waiting(api, slug).call('GET', `/queues/${slug}`);
      return status === 200 ? true : null;
    });
};
const enter = async (slug: string, count: number): Promise<Waiting[]> => {
  const all: Waiting[] = [];
  for (let n = 0; n < count; n += 1)
    all.push(await Waiting.at(n % 2 ? one : two, slug, `Customer ${slug} ${n}`));
  return all;
};

it('W5 two nodes, many picks at once: each customer comes to exactly one CSR, nobody is lost, nobody has more than they take', async () => {
  await aQueue(noa, 'race');
  await onBoth('race');
  const customers = await enter('race', 40);
  // Every CSR grabs at every customer, from both nodes at the same moment: 320 picks of 40 customers.
  const answers = await Promise.all(
    customers.flatMap((customer) =>
      csrs.map(async (csr) => {
        const sessionId = uuid();
        const path = `/queue-tickets/${customer.id}/pick`;
        const { status, body } = await csr.call<SessionView & ErrorBody>('POST', path, { sessionId });
        return { customer, csr, sessionId, status, code: body.code };
      }),
    ),
  );
  const won = answers.filter(({ status }) => status === 201);
  const codes = new Set(answers.filter(({ status }) => status !== 201).map(({ code }) => code));
  expect([...codes].filter((code) => code !== 'CUSTOMER_TAKEN' && code !== 'CAPACITY_FULL')).toEqual([]);
  expect(new Set(won.map(({ customer }) => customer.id)).size).toBe(won.length);
  for (const csr of csrs) expect(won.filter((w) => w.csr === csr).length).toBeLessThanOrEqual(CAPACITY);
  const left = new Set(customers.map(({ id }) => id));
  for (const { customer } of won) left.delete(customer.id);
  const waiting = await rows<{ id: string }>(`SELECT id FROM queue_tickets WHERE state = 'waiting'`);
  expect(new Set(waiting.map(({ id }) => id))).toEqual(left);
  const sessions = await rows<{ id: string }>('SELECT id FROM sessions');
  expect(new Set(sessions.map(({ id }) => id))).toEqual(new Set(won.map(({ sessionId }) => sessionId)));
  expect(won.length).toBeGreaterThan(0);

  // Whoever was passed over in the rush is picked afterwards: nobody is stuck.
  for (const { csr, sessionId } of won) await csr.mustCommand(sessionId, 'session.end', {});
  for (const id of left) {
    const sessionId = uuid();
    await csrs[0]?.must('POST', `/queue-tickets/${id}/pick`, { sessionId });
    await csrs[0]?.mustCommand(sessionId, 'session.end', {});
  }
  expect(await rows(`SELECT id FROM queue_tickets WHERE state = 'waiting'`)).toEqual([]);
});

it('W5 two nodes that give customers out: everybody is offered to one CSR, and each CSR has no more than they take', async () => {
  const lines = await Promise.all(csrs.map((csr) => Line.open(csr)));
  await aQueue(noa, 'given', { assignment: 'mostIdle' });
  await onBoth('given');
  const customers = await enter('given', 30);
  const desks = () =>
    lines.map((line) => line.desks.at(-1)).filter((desk): desk is QueueDesk => desk !== undefined);
  const mine = (desk: QueueDesk) => desk.waiting.filter(({ offer }) => offer?.mine).map(({ id }) => id);
  const all = await until('all are offered', PATIENCE_MS, async () => {
    const offered = desks().flatMap(mine);
    return new Set(offered).size === customers.length ? offered : null;
  });
  expect(all).toHaveLength(customers.length);
  for (const desk of desks()) expect(mine(desk).length).toBeLessThanOrEqual(CAPACITY);
  // Each takes theirs while everybody else grabs at it too.
  const answers = await Promise.all(
    csrs.flatMap((csr, at) =>
      all.map(async (id) => {
        const own = mine(lines[at]?.desks.at(-1) as QueueDesk).includes(id);
        const { status } = await csr.call('POST', `/queue-tickets/${id}/pick`, { sessionId: uuid() });
        return { id, own, status };
      }),
    ),
  );
  const won = answers.filter(({ status }) => status === 201);
  expect(won.map(({ id }) => id).sort()).toEqual([...all].sort());
  expect(won.every(({ own }) => own)).toBe(true);
  for (const line of lines) line.close();
});
