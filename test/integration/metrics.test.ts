import { startApi, type TestApi } from '../support/api';
import { aSessionWithMaria, Csr } from '../support/people';
import { plainRequest } from '../support/plain-request';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ env: { METRICS_FROM: '127.0.0.1,10.0.0.0/8' } });
});
afterAll(() => api.close());

const metrics = async (): Promise<string> => (await plainRequest(`${api.url}/metrics`)).text;
const valueOf = (text: string, series: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')[1] ?? Number.NaN,
  );

it('tells how sessions, commands, sockets and the database fare', async () => {
  const before = await metrics();
  expect(valueOf(before, 'relevo_sessions_open')).toBe(0);
  const ana = await Csr.first(api);
  const { session, maria } = await aSessionWithMaria(ana);
  const refused = await maria.command(session.id, 'session.end', {});
  expect(refused.status).toBeGreaterThanOrEqual(400);

  const after = await metrics();
  expect(valueOf(after, 'relevo_sessions_open')).toBe(1);
  expect(valueOf(after, 'relevo_sockets')).toBe(0);
  expect(valueOf(after, 'relevo_commands_total{outcome="ok"}')).toBe(1);
  const { code } = refused.body as { code: string };
  expect(valueOf(after, `relevo_commands_total{outcome="${code}"}`)).toBe(1);
  expect(valueOf(after, 'relevo_append_seconds_count')).toBe(1);
  for (const state of ['busy', 'idle', 'waiting'])
    expect(valueOf(after, `relevo_database_connections{state="${state}"}`)).toBeGreaterThanOrEqual(0);
  expect(valueOf(after, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  // Nothing that names people, sessions or addresses.
  for (const secret of [session.id, maria.id, session.number, 'María']) expect(after).not.toContain(secret);
  // A path that nobody serves makes no series of its own.
  await plainRequest(`${api.url}/api/v1/made-up-by-somebody`);
  expect(await metrics()).not.toContain('made-up-by-somebody');
});

it('answers only those that METRICS_FROM names, and nobody through a proxy', async () => {
  const statusOf = async (localAddress: string, headers: Record<string, string> = {}) =>
    (await plainRequest(`${api.url}/metrics`, { localAddress, headers })).status;
  expect(await statusOf('127.0.0.1')).toBe(200);
  expect(await statusOf('127.0.0.5')).toBe(404);
  expect(await statusOf('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(404);
  expect(await statusOf('127.0.0.1', { forwarded: 'for=127.0.0.1' })).toBe(404);
});
