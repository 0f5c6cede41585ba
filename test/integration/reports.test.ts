import type { Report } from '@relevo/contracts';
import { Client } from 'pg';
import { startApi, type TestApi } from '../support/api';
import { Program } from '../support/api-key';
import { accountOf, aSessionWithMaria, Csr } from '../support/people';

let api: TestApi;
let admin: Csr;
let ana: Csr;
let luca: Csr;
let sofia: Csr;
let db: Client;

const TYPE = '0198b7a4-0000-7000-8000-000000000001';
/** One session: when it was started and ended (UTC), how many seconds its customer stood at the door, and what it is. */
const add = async (
  owner: Csr,
  number: string,
  [started, ended]: [string, string | null],
  waited: number | null,
  type: string | null,
  code: string | null,
): Promise<void> => {
  await db.query(
    `WITH made AS (INSERT INTO sessions
        (id, number, conversation_id, subject, phase, begun_at, started_at, ended_at, arrived_at, admitted_at, type_id, type_name, tracking_code)
        VALUES (gen_random_uuid(), $1, gen_random_uuid(), '', $2, $3, $3, $4, $5, $6, $7, $8, $9) RETURNING id)
      INSERT INTO session_participants (session_id, participant_id, account_id, role, status)
      SELECT id, gen_random_uuid(), $10, 'owner', 'joined' FROM made`,
    [
      number,
      ended === null ? 'open' : 'ended',
      started,
      ended,
      waited === null ? null : started,
      waited === null ? null : new Date(Date.parse(started) + waited * 1000),
      type === null ? null : TYPE,
      type,
      code,
      await accountOf(owner),
    ],
  );
};

beforeAll(async () => {
  api = await startApi();
  admin = await Csr.first(api, 'Berta Admin');
  ana = await Csr.another(api, 'Ana Ruiz');
  luca = await Csr.another(api, '=Luca');
  sofia = await Csr.another(api, 'Sofia Conti', 'supervisor');
  db = new Client({ connectionString: api.database.adminUrl });
  await db.connect();
  // Madrid, 2026-10-25: 25 hours, from 22:00Z of the 24th to 23:00Z of the 25th; 02:30 comes twice.
  await add(ana, 'a', ['2026-10-24T21:59:59Z', '2026-10-24T22:29:59Z'], 10, 'Billing', '4711');
  await add(ana, 'b', ['2026-10-24T22:00:00Z', '2026-10-24T22:10:00Z'], 20, 'Billing', null);
  await add(ana, 'c', ['2026-10-25T00:30:00Z', '2026-10-25T00:50:00Z'], null, null, null);
  await add(luca, 'd', ['2026-10-25T01:30:00Z', null], 40, 'Billing', '4711');
  await add(luca, 'e', ['2026-10-25T22:59:59Z', '2026-10-25T23:59:59Z'], 60, null, null);
  await add(luca, 'f', ['2026-10-25T23:00:00Z', '2026-10-25T23:01:00Z'], null, null, null);
});
afterAll(async () => {
  await db.end();
  await api.close();
});

const report = (who: Csr, query: string, path = '/site/reports'): Promise<Report> =>
  who.must('GET', `${path}?${query}`);
const MADRID = 'zone=Europe/Madrid';
const LONG_DAY = `from=2026-10-25&to=2026-10-25&${MADRID}`;
const minutes = (count: number): number => count * 60_000;

it('counts what was started on a day of 25 hours, in the zone of the one who asks', async () => {
  const { totals, day, type, code, csr, zone } = await report(sofia, LONG_DAY);
  expect(zone).toBe('Europe/Madrid');
  const figures = {
    sessions: 4,
    ended: 3,
    averageMs: minutes(30),
    totalMs: minutes(90),
    averageWaitMs: 40_000,
    longestWaitMs: 60_000,
  };
  expect(totals).toEqual(figures);
  expect(day).toEqual([{ key: '2026-10-25', ...figures }]);
  expect(type).toEqual([
    {
      key: '',
      sessions: 2,
      ended: 2,
      averageMs: minutes(40),
      totalMs: minutes(80),
      averageWaitMs: 60_000,
      longestWaitMs: 60_000,
    },
    {
      key: 'Billing',
      sessions: 2,
      ended: 1,
      averageMs: minutes(10),
      totalMs: minutes(10),
      averageWaitMs: 30_000,
      longestWaitMs: 40_000,
    },
  ]);
  expect(code.map(({ key, sessions }) => [key, sessions])).toEqual([
    ['', 3],
    ['4711', 1],
  ]);
  expect(csr.map(({ key, sessions, ended }) => [key, sessions, ended])).toEqual([
    ['=Luca', 2, 1],
    ['Ana Ruiz', 2, 2],
  ]);
});

it('counts other days in another zone, and a day without a session as nothing', async () => {
  const days = async (zone: string) =>
    (await report(sofia, `from=2026-10-24&to=2026-10-27&zone=${zone}`)).day.map(({ sessions }) => sessions);
  expect(await days('Europe/Madrid')).toEqual([1, 4, 1, 0]);
  expect(await days('UTC')).toEqual([2, 4, 0, 0]);
  expect(await days('Asia/Tokyo')).toEqual([0, 4, 2, 0]);
  const { totals, day } = await report(sofia, `from=2026-12-01&to=2026-12-01&${MADRID}`);
  expect(totals).toEqual({
    sessions: 0,
    ended: 0,
    averageMs: null,
    totalMs: 0,
    averageWaitMs: null,
    longestWaitMs: null,
  });
  expect(day).toHaveLength(1);
  await sofia.must('PUT', '/me/preferences', { timeZone: 'Asia/Tokyo' });
  expect((await report(sofia, 'from=2026-10-26&to=2026-10-26')).totals.sessions).toBe(2);
});

it('shows CSRs their own figures, and those of the site to supervisors and administrators only', async () => {
  expect((await report(ana, LONG_DAY, '/reports')).totals).toMatchObject({
    sessions: 2,
    totalMs: minutes(30),
  });
  expect((await report(luca, LONG_DAY, '/reports')).csr.map(({ key }) => key)).toEqual(['=Luca']);
  expect((await report(admin, LONG_DAY)).totals.sessions).toBe(4);
  for (const path of ['/site/reports', '/site/reports/export'])
    expect((await ana.call('GET', `${path}?by=day&${LONG_DAY}`)).status).toBe(403);
  const program = await Program.of(sofia, ['session.read']);
  expect((await program.call('GET', `/site/reports?${LONG_DAY}`)).status).toBe(403);
  expect((await program.call('GET', `/reports?${LONG_DAY}`)).status).toBe(200);
});

it('counts only what the filters leave', async () => {
  const count = async (filter: string) => (await report(sofia, `${LONG_DAY}&${filter}`)).totals.sessions;
  expect(await count(`csr=${await accountOf(ana)}`)).toBe(2);
  expect(await count(`type=${TYPE}`)).toBe(2);
  expect(await count('code=4711')).toBe(1);
});

it('refuses days out of order, too many, and zones that are none', async () => {
  for (const query of [
    'from=2026-10-25&to=2026-10-24',
    'from=2020-01-01&to=2026-10-24',
    'from=2026-10-25',
    `from=2026-10-25&to=2026-10-25&zone=${encodeURIComponent('+02:00')}`,
  ])
    expect([query, (await sofia.call('GET', `/site/reports?${query}`)).status]).toEqual([query, 400]);
});

it('is kept as CSV, one part a file, without formulas', async () => {
  const answer = await sofia.download(`/site/reports/export?by=csr&${LONG_DAY}`);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="relevo-report-csr.csv"');
  expect((await answer.text()).split('\r\n')).toEqual([
    'csr,sessions,ended,average_duration_seconds,total_duration_seconds,average_wait_seconds,longest_wait_seconds,time_zone',
    "'=Luca,2,1,3600,3600,50,60,Europe/Madrid",
    'Ana Ruiz,2,2,900,1800,20,20,Europe/Madrid',
    '',
  ]);
});

it('knows real sessions: their wait is from the door to the admission', async () => {
  const { session } = await aSessionWithMaria(ana);
  await ana.mustCommand(session.id, 'session.end', {});
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const { totals } = await report(ana, `from=${yesterday}&to=${today}&zone=UTC`, '/reports');
  expect(totals).toMatchObject({ sessions: 1, ended: 1 });
  expect(totals.averageWaitMs).toBeGreaterThanOrEqual(0);
});

it('W5 a wait begins in the queue; who asked to be called back did not wait there', async () => {
  const queued = async (number: string, started: string, callBack: object | null): Promise<void> => {
    await add(ana, number, [started, null], 30, null, null);
    await db.query(
      `INSERT INTO queue_tickets (id, queue_id, secret_hash, state, name, answers, language, call_back, entered_at, seen_at,
          passed, session_id)
        SELECT gen_random_uuid(), gen_random_uuid(), sha256(number::bytea), 'picked', '', '[]', 'en', $2, started_at - interval '90 seconds',
          started_at, '[]', id FROM sessions WHERE number = $1`,
      [number, callBack],
    );
  };
  await queued('g', '2026-09-01T10:00:00Z', null);
  await queued('h', '2026-09-02T10:00:00Z', {});
  const waits = async (day: string) =>
    (await report(ana, `from=${day}&to=${day}&zone=UTC`, '/reports')).totals.averageWaitMs;
  expect(await waits('2026-09-01')).toBe(120_000);
  expect(await waits('2026-09-02')).toBe(30_000);
});
