import type {
  AuditPage,
  EventPage,
  HistoryPage,
  OpenedHistory,
  SessionView,
  VerifiedHistory,
} from '@relevo/contracts';
import { MAX_EXPORTED } from '@relevo/contracts';
import { readRecord } from '@relevo/domain';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { Program } from '../support/api-key';
import {
  accountOf,
  aSessionWithMaria,
  Csr,
  comesToHelp,
  type Guest,
  tokenOf,
  Guest as Visitor,
} from '../support/people';

let api: TestApi;
let admin: Csr;
let ana: Csr;
let luca: Csr;
let sofia: Csr;
let db: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await Csr.first(api, 'Berta Admin');
  ana = await Csr.another(api, 'Ana Ruiz');
  luca = await Csr.another(api, 'Luca Bianchi');
  sofia = await Csr.another(api, 'Sofia Conti', 'supervisor');
  db = new Client({ connectionString: api.database.adminUrl });
  await db.connect();
});
afterAll(async () => {
  await db.end();
  await api.close();
});

const find = async (who: Csr, query = '', path = '/history'): Promise<HistoryPage> =>
  who.must<HistoryPage>('GET', `${path}?${query}`);
const numbers = async (who: Csr, query = '', path = '/history'): Promise<string[]> =>
  (await find(who, query, path)).sessions.map(({ number }) => number);
const team = (who: Csr, query = '') => numbers(who, query, '/site/history');
/** Its text, without the mark at its beginning. */
const file = async (who: Csr, path: string): Promise<string> => (await who.download(path)).text();
const say = (who: Csr | Guest, session: SessionView, text: string, to: 'everyone' | 'csrs' | string[]) =>
  who.mustCommand(session.conversationId, 'message.post', { messageId: uuid(), text, to, sentAt: 1 });
/** The session as it would be had it begun then. */
const movedTo = (session: SessionView, moment: string) =>
  db.query('UPDATE sessions SET begun_at = $2, started_at = $2 WHERE id = $1', [session.id, moment]);
const readings = async (session: SessionView) =>
  (await admin.must<AuditPage>('GET', '/audit')).entries.filter(
    ({ action, subject }) => action === 'history.read' && subject === session.number,
  );

describe('the list', () => {
  let first: SessionView;
  let second: SessionView;
  let third: SessionView;
  beforeAll(async () => {
    first = await ana.start({ subject: 'Printer 100% dead' });
    await Visitor.join(api, { token: tokenOf(await ana.invite(first.id)) }, 'María Gómez');
    second = (await aSessionWithMaria(ana)).session;
    await ana.mustCommand(second.id, 'session.end', {});
    third = await luca.start({ subject: 'Router' });
    // In Madrid 2026-03-29 has 23 hours: clocks go from 02:00 to 03:00. The day ends at 22:00 UTC.
    await movedTo(first, '2026-03-28T22:59:59.999Z');
    await movedTo(second, '2026-03-28T23:00:00Z');
    await movedTo(third, '2026-03-29T22:00:00Z');
  });

  it('shows what somebody had a part in, and all of the site to supervisors and administrators', async () => {
    expect(await numbers(ana)).toEqual([second.number, first.number]);
    expect(await numbers(luca)).toEqual([third.number]);
    for (const who of [sofia, admin]) {
      expect(await numbers(who)).toEqual([]);
      expect(await team(who)).toEqual([third.number, second.number, first.number]);
    }
    expect((await luca.call('GET', '/site/history')).status).toBe(403);
    expect((await luca.call('GET', '/site/history/people')).status).toBe(403);
    const { sessions } = await find(sofia, '', '/site/history');
    expect(sessions.map(({ owner, customer, readable }) => [owner, customer, readable])).toEqual([
      ['Luca Bianchi', null, false],
      ['Ana Ruiz', 'María Gómez', true],
      ['Ana Ruiz', null, false],
    ]);
    expect((await find(admin, '', '/site/history')).sessions.map(({ readable }) => readable)).toEqual([
      false,
      false,
      false,
    ]);
    expect((await find(ana)).sessions[0]?.waitedMs).toBeGreaterThanOrEqual(0);
    expect((await find(ana)).sessions[1]?.waitedMs).toBeNull();
  });

  it('takes days in the zone of the one who asks, also when clocks change', async () => {
    const day = (from: string, to: string, zone: string) => team(sofia, `from=${from}&to=${to}&zone=${zone}`);
    expect(await day('2026-03-29', '2026-03-29', 'Europe/Madrid')).toEqual([second.number]);
    expect(await day('2026-03-28', '2026-03-28', 'Europe/Madrid')).toEqual([first.number]);
    expect(await day('2026-03-30', '2026-03-30', 'Europe/Madrid')).toEqual([third.number]);
    expect(await day('2026-03-28', '2026-03-28', 'UTC')).toEqual([second.number, first.number]);
    await sofia.must('PUT', '/me/preferences', { timeZone: 'Europe/Madrid' });
    expect(await team(sofia, 'from=2026-03-29&to=2026-03-29')).toEqual([second.number]);
    for (const wrong of ['+02:00', 'Europe/Atlantis', "UTC'; DROP TABLE sessions; --"])
      expect((await sofia.call('GET', `/site/history?zone=${encodeURIComponent(wrong)}`)).status).toBe(400);
  });

  it('finds by person, state, name, number and words to the letter', async () => {
    expect(await team(sofia, `csr=${await accountOf(luca)}`)).toEqual([third.number]);
    expect(await team(sofia, 'state=ended')).toEqual([second.number]);
    expect(await team(sofia, 'text=mar%C3%ADa')).toEqual([second.number]);
    expect(await team(sofia, `text=${first.number.slice(0, 3)}-${first.number.slice(3, 6)}`)).toEqual([
      first.number,
    ]);
    expect(await team(sofia, 'text=100%25')).toEqual([first.number]);
    expect(await team(sofia, 'text=1%25d')).toEqual([]);
    expect((await sofia.call('GET', '/site/history?stranger=1')).status).toBe(400);
    expect((await sofia.call('GET', '/site/history?from=2026-02-30')).status).toBe(400);
  });

  it('goes on page by page without a gap or a repetition, whatever begins meanwhile', async () => {
    const many = await Csr.another(api, 'Marta Much');
    const account = await accountOf(many);
    await db.query(
      `WITH made AS (INSERT INTO sessions (id, number, conversation_id, subject, phase, begun_at)
          SELECT gen_random_uuid(), 'x' || n, gen_random_uuid(), '', 'ended', timestamptz '2025-01-01' + (n / 3) * interval '1 minute'
          FROM generate_series(1, 120) n RETURNING id)
        INSERT INTO session_participants (session_id, participant_id, account_id, role, status)
        SELECT id, gen_random_uuid(), $1, 'owner', 'joined' FROM made`,
      [account],
    );
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page: HistoryPage = await find(many, after ? `after=${after}` : '');
      seen.push(...page.sessions.map(({ number }) => number));
      after = page.after;
      if (seen.length === 50) await many.start();
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });
});

describe('a file', () => {
  let hostile: SessionView;
  let eva: Csr;
  beforeAll(async () => {
    eva = await Csr.another(api, '=HYPERLINK("x")');
    hostile = await eva.start({ subject: 'a;=1+1\n@cmd "quoted", with comma' });
    await movedTo(hostile, '2026-07-01T12:00:00Z');
  });

  it('has exactly what the filters show, as CSV that no spreadsheet takes for formulas', async () => {
    const csv = await file(
      eva,
      '/history/export?format=csv&zone=Europe/Madrid&from=2026-07-01&to=2026-07-01',
    );
    const [head, row, end, ...more] = csv.split('\r\n');
    expect(head).toBe(
      'number,state,began,ended,time_zone,duration_seconds,waited_seconds,customer,csr,type,tracking_code,subject',
    );
    expect(row).toBe(
      `${hostile.number},open,2026-07-01 14:00:00,,Europe/Madrid,,,,"'=HYPERLINK(""x"")",,,"a;'=1+1 @cmd ""quoted"", with comma"`,
    );
    expect([end, more]).toEqual(['', []]);
    expect(await file(eva, '/history/export?format=csv&from=2030-01-01')).toBe(`${head}\r\n`);
  });

  it('has a byte order mark and a name, and comes as JSON too', async () => {
    const answer = await eva.download('/history/export?format=csv');
    expect([...new Uint8Array(await answer.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="relevo-sessions.csv"');
    const rows = JSON.parse(await file(eva, '/history/export?format=json')) as object[];
    expect(rows).toEqual([
      expect.objectContaining({ number: hostile.number, began: '2026-07-01T12:00:00.000Z' }),
    ]);
    expect(JSON.parse(await file(eva, '/history/export?format=json&from=2030-01-01'))).toEqual([]);
  });

  it('of the team is for its leaders, and stands in the audit list', async () => {
    expect((await luca.call('GET', '/site/history/export?format=csv')).status).toBe(403);
    const rows = JSON.parse(await file(sofia, '/site/history/export?format=json&text=a%3B')) as object[];
    expect(rows).toHaveLength(1);
    const [entry] = (await admin.must<AuditPage>('GET', '/audit')).entries;
    expect(entry).toMatchObject({
      action: 'history.exported',
      actor: 'Sofia Conti',
      after: { sessions: 1, format: 'json' },
    });
    // What was searched for may be a name, and the record is for ever.
    expect(entry?.after).not.toHaveProperty('text');
    await file(sofia, `/site/history/export?format=json&csr=${await accountOf(luca)}`);
    const [by] = (await admin.must<AuditPage>('GET', '/audit')).entries;
    expect(by?.after).toMatchObject({ csr: 'Luca Bianchi' });
  });

  it('is refused beyond its limit, and whole up to it', async () => {
    const busy = await Csr.another(api, 'Busy');
    const fill = (count: number) =>
      db.query(
        `WITH made AS (INSERT INTO sessions (id, number, conversation_id, subject, phase)
            SELECT gen_random_uuid(), 'y' || n, gen_random_uuid(), '', 'ended' FROM generate_series(1, $2::int) n RETURNING id)
          INSERT INTO session_participants (session_id, participant_id, account_id, role, status)
          SELECT id, gen_random_uuid(), $1, 'owner', 'joined' FROM made`,
        [accountId, count],
      );
    const accountId = await accountOf(busy);
    await fill(MAX_EXPORTED);
    await db.query('ANALYZE sessions, session_participants');
    expect(JSON.parse(await file(busy, '/history/export?format=json'))).toHaveLength(MAX_EXPORTED);
    await fill(1);
    const refusal = await busy.call('GET', '/history/export?format=csv');
    expect([refusal.status, refusal.body]).toEqual([
      409,
      expect.objectContaining({ code: 'EXPORT_TOO_LARGE' }),
    ]);
  });
});

describe('a session', () => {
  let session: SessionView;
  let maria: Guest;
  beforeAll(async () => {
    ({ session, maria } = await aSessionWithMaria(ana));
    const helper = await comesToHelp(ana, luca, session.id);
    await say(maria, session, 'for everyone', 'everyone');
    await say(ana, session, 'for colleagues', 'csrs');
    await say(ana, session, 'for Luca by name', [helper]);
    await ana.mustCommand(session.id, 'note.save', { base: 0, text: 'a note of the case' });
  });

  const read = (who: Csr, stream: 'session' | 'conversation') =>
    who.call<EventPage>('GET', `/history/${session.id}/events?stream=${stream}&since=0`);
  const texts = async (who: Csr): Promise<string> => {
    const { records } = (await read(who, 'conversation')).body;
    return JSON.stringify(records.map(readRecord));
  };

  it('SEC-C12 is closed while it is live to a supervisor who is not in it, who is told why; to others there is none', async () => {
    for (const stream of ['session', 'conversation'] as const) {
      expect((await read(sofia, stream)).body).toMatchObject({ code: 'SESSION_LIVE' });
      expect((await read(admin, stream)).status).toBe(404);
      expect((await read(ana, stream)).status).toBe(200);
    }
    expect((await sofia.call('GET', `/history/${session.id}`)).body).toMatchObject({ code: 'SESSION_LIVE' });
    expect((await ana.call('POST', `/history/${session.id}/verify`)).body).toMatchObject({
      code: 'SESSION_LIVE',
    });
    expect(await readings(session)).toEqual([]);
    await ana.mustCommand(session.id, 'session.end', {});
  });

  it('SEC-A2 is for who took part, and when it is over for supervisors; not for other CSRs, administrators or keys', async () => {
    const stranger = await Csr.another(api);
    const program = await Program.of(sofia, ['session.read']);
    for (const who of [stranger, admin, program])
      for (const [verb, path] of [
        ['GET', ''],
        ['GET', '/events?stream=session&since=0'],
        ['GET', '/events?stream=conversation&since=0'],
        ['POST', '/verify'],
      ] as const)
        expect((await who.call(verb, `/history/${session.id}${path}`)).status).toBe(404);
    expect((await maria.call('GET', `/history/${session.id}`)).status).toBe(401);
    for (const who of [ana, luca, sofia]) expect((await read(who, 'session')).status).toBe(200);
  });

  it('W15 gives a supervisor what was for everyone and for colleagues, never what was for others by name', async () => {
    const hers = await texts(sofia);
    expect(hers).toContain('for everyone');
    expect(hers).toContain('for colleagues');
    expect(hers).not.toContain('by name');
    for (const who of [ana, luca]) expect(await texts(who)).toContain('for Luca by name');
    expect(JSON.stringify((await read(sofia, 'session')).body.records.map(readRecord))).toContain(
      'a note of the case',
    );
  });

  it('stands in the audit list when somebody reads it who had no part, once for one reading', async () => {
    const opened = await sofia.must<OpenedHistory>('GET', `/history/${session.id}`);
    expect(opened).toMatchObject({
      recorded: true,
      participantId: null,
      session: { number: session.number },
    });
    expect(await ana.must<OpenedHistory>('GET', `/history/${session.id}`)).toMatchObject({
      recorded: false,
      participantId: session.participantId,
    });
    expect((await readings(session)).map(({ actor }) => actor)).toEqual(['Sofia Conti']);
    await db.query(`UPDATE audit_entries SET at = at - interval '11 minutes' WHERE action = 'history.read'`);
    await read(sofia, 'session');
    expect(await readings(session)).toHaveLength(2);
  });

  it('SEC-D1 says what verify-log would say, whole or changed', async () => {
    const whole = await sofia.must<VerifiedHistory>('POST', `/history/${session.id}/verify`);
    expect(whole.streams.map(({ kind, fault }) => [kind, fault])).toEqual([
      ['session', undefined],
      ['conversation', undefined],
    ]);
    await db.query('UPDATE event_bodies SET body = replace(body, $2, $3) WHERE stream = $1', [
      session.conversationId,
      'for colleagues',
      'for nobody',
    ]);
    const changed = await ana.must<VerifiedHistory>('POST', `/history/${session.id}/verify`);
    expect(changed.streams[1]?.fault).toMatchObject({ kind: 'edited', seq: 3 });
  });
});
