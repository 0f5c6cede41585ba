import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { PATIENCE_MS, until } from '@relevo/testing';
import { Client } from 'pg';
import { SignInEvents, type SignInsEnded } from '../../apps/api/src/accounts/sign-in-events';
import { startApi, type TestApi } from '../support/api';
import { type Refused, RestClient, signedIn } from '../support/rest';

let api: TestApi;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  const url = new URL(api.database.adminUrl);
  url.pathname = '/postgres';
  admin = new Client({ connectionString: url.href });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await api.close();
});

const name = () => new URL(api.database.url).pathname.slice(1);
const cut = () =>
  admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name()]);
const ready = async () => (await fetch(`${api.url}/api/v1/health/ready`)).status;
const becomes = (status: number) =>
  until(`ready answers ${status}`, PATIENCE_MS, async () => ((await ready()) === status ? true : null));

it('SEC-R2 a database that goes away is said to be away, and taken up again when it is back', async () => {
  const { client, account } = await signedIn(api);
  const ended: SignInsEnded[] = [];
  let gaps = 0;
  api.app.get(SignInEvents).onEnded((event) => ended.push(event));
  api.app.get(SignInEvents).onDoubt(() => {
    gaps += 1;
  });
  expect(await ready()).toBe(200);

  await admin.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS false`);
  await cut();
  await becomes(503);
  const refused: Refused = await client.get('/me');
  expect([refused.status, refused.body]).toMatchObject([503, { code: 'UNAVAILABLE', retryAfterSeconds: 2 }]);
  expect((await fetch(`${api.url}/api/v1/health/live`)).status).toBe(200);
  // Why it was refused, and that it was, are found by the same id.
  const id = refused.headers.get('x-request-id');
  const said = api
    .logs()
    .split('\n')
    .filter((line) => line.includes(`"requestId":"${id}"`));
  expect(said.map((line) => (JSON.parse(line) as { context: string }).context)).toEqual([
    'Errors',
    'Requests',
  ]);

  await admin.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS true`);
  await becomes(200);
  expect((await client.get('/me')).status).toBe(200);
  await until('notifications are heard again', PATIENCE_MS, async () => (gaps > 0 ? true : null));
  expect((await client.post('/sign-out-everywhere')).status).toBe(204);
  await until('the end was heard', 2000, async () => (ended.length > 0 ? true : null));
  expect(ended).toEqual([{ accountId: account.id }]);
});

it('SEC-R2 connections that are cut in the middle of requests harm nobody', async () => {
  const { client } = await signedIn(api);
  const requests = Array.from({ length: 40 }, () => client.get('/me'));
  for (let n = 0; n < 5; n += 1) await cut();
  const answers = await Promise.all(requests);
  for (const { status } of answers) expect([200, 503]).toContain(status);
  await becomes(200);
  expect((await new RestClient(api).get('/site')).status).toBe(200);
});

it('SEC-R2 a database that falls silent on open lines is said to be away, and taken up again', async () => {
  const far = new URL(api.database.url);
  const port = Number(far.port);
  const wires = new Set<Socket>();
  const proxy = createServer((near) => {
    const line = connect(port, far.hostname);
    for (const [one, other] of [
      [near, line],
      [line, near],
    ] as const) {
      wires.add(one);
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  far.port = String((proxy.address() as AddressInfo).port);
  const node = await startApi({ database: api.database, env: { DATABASE_URL: far.href } });
  const health = async () => (await fetch(`${node.url}/api/v1/health/ready`)).status;
  expect(await health()).toBe(200);
  for (const wire of wires) wire.unpipe().pause();
  expect(await health()).toBe(503);
  for (const wire of wires) wire.destroy();
  await until('it is taken up again', PATIENCE_MS, async () => ((await health()) === 200 ? true : null));
  await node.close();
  proxy.close();
});
