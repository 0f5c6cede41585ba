import {
  type AuditPage,
  type CustomerParts,
  type ErasedCustomers,
  type PersonalDataFile,
  type SessionView,
} from '@relevo/contracts';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { siteKey } from '../../apps/api/src/streams/checkpoints/site-key';
import { verifySession } from '../../apps/api/src/streams/verify/verify-session';
import { CustomerNames1795000680000 } from '../../migrations/1795000680000-customer-names';
import { startApi, type TestApi } from '../support/api';
import { dumpOf } from '../support/dump';
import { aSessionWithMaria, Caller, CSR_PASSWORD, Csr, Guest, tokenOf } from '../support/people';

jest.setTimeout(120_000);

let api: TestApi;
let ana: Csr;
let luca: Csr;
let maria: Guest;
let session: SessionView;

const SAID = 'my card ends in 4711';

beforeAll(async () => {
  api = await startApi();
  ana = await Csr.first(api);
  luca = await Csr.another(api);
  ({ session, maria } = await aSessionWithMaria(luca));
  const say = (who: Csr | Guest, text: string) =>
    who.mustCommand(session.conversationId, 'message.post', {
      messageId: uuid(),
      text,
      to: 'everyone',
      sentAt: 1,
    });
  await say(maria, SAID);
  await say(luca, 'thank you, María');
  await maria.mustCommand(session.id, 'participant.leave', {});
});
afterAll(() => api.close());

const find = (name: string) => ana.must<CustomerParts>('GET', `/customers?name=${encodeURIComponent(name)}`);
const parts = () => [{ sessionId: session.id, participantId: maria.id }];

test('an administrator finds a customer by a part of their name, in whatever case; signs of patterns are letters', async () => {
  const { parts: found, more } = await find('gÓmez');
  expect(found).toEqual([
    {
      ...parts()[0],
      name: 'María Gómez',
      number: session.number,
      at: expect.any(Number),
      over: false,
    },
  ]);
  expect(more).toBe(false);
  for (const pattern of ['M%a', 'M_r', '__', '%%', 'Ana Ruiz', 'Luca'])
    expect((await find(pattern)).parts).toEqual([]);
});

test('what is known is handed over: what they did and wrote, never what CSRs wrote', async () => {
  const file = await ana.must<PersonalDataFile>('POST', '/customers/export', { parts: parts() });
  expect(file.sessions).toHaveLength(1);
  const [known] = file.sessions;
  expect(known?.name).toBe('María Gómez');
  expect(known?.lines.map(({ text }) => text)).toEqual([SAID]);
  expect(known?.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['participant.arrived', 'participant.admitted', 'participant.left']),
  );
  expect(JSON.stringify(file)).not.toContain('thank you');
});

test('SEC-A2 nobody else finds, saves or erases anything; an API key neither', async () => {
  for (const who of [luca, await Csr.another(api, 'Sofia', 'supervisor')]) {
    expect((await who.call('GET', '/customers?name=Maria')).status).toBe(403);
    expect((await who.call('POST', '/customers/export', { parts: parts() })).status).toBe(403);
    const body = { parts: parts(), password: CSR_PASSWORD };
    expect((await who.call('POST', '/customers/erase', body)).status).toBe(403);
  }
  for (const who of [new Caller(api), maria])
    expect((await who.call('GET', '/customers?name=Maria')).status).toBe(401);
});

test('a live session is not erased, nor with a wrong password, nor somebody who was no customer', async () => {
  const erase = (over: object) =>
    ana.call<{ code: string }>('POST', '/customers/erase', {
      parts: parts(),
      password: CSR_PASSWORD,
      ...over,
    });
  expect((await erase({})).body.code).toBe('SESSION_NOT_OVER');
  expect((await erase({ password: 'wrong' })).body.code).toBe('WRONG_PASSWORD');
  const owner = { sessionId: session.id, participantId: session.participantId };
  expect((await erase({ parts: [owner] })).status).toBe(404);
  expect((await erase({ parts: [{ sessionId: uuid(), participantId: uuid() }] })).status).toBe(404);
  expect((await find('Gómez')).parts).toHaveLength(1);
});

test('erased: nothing in the database names them or what they said, the log verifies, and the record says who did it', async () => {
  await luca.mustCommand(session.id, 'session.end', {});
  const other = await aSessionWithMaria(luca);
  const gone = await ana.must<ErasedCustomers>('POST', '/customers/erase', {
    parts: parts(),
    password: CSR_PASSWORD,
  });
  expect(gone).toEqual({ sessions: 1, lines: 1 });
  // The same person elsewhere is another part: it is found, and stays until it is chosen too.
  expect((await find('Gómez')).parts.map(({ sessionId }) => sessionId)).toEqual([other.session.id]);
  const dump = await dumpOf(api);
  expect(dump).not.toContain(SAID);
  const client = new Client({ connectionString: api.database.url });
  await client.connect();
  try {
    const { rows } = await client.query(
      'SELECT count(*)::int AS named FROM session_participants WHERE session_id = $1 AND name IS NOT NULL',
      [session.id],
    );
    expect(rows).toEqual([{ named: 0 }]);
    const verdicts = await verifySession(client, session.id, {
      keyId: siteKey(api.env.SITE_SECRET ?? '').id,
      files: [],
    });
    expect(verdicts.filter(({ fault }) => fault)).toEqual([]);
  } finally {
    await client.end();
  }
  const { entries } = await ana.must<AuditPage>('GET', '/audit');
  const done = entries.filter(({ action }) => action.startsWith('customer.'));
  expect(done.map(({ action, subject, actor }) => [action, subject, actor])).toEqual([
    ['customer.erased', session.number, 'Ana Ruiz'],
    ['customer.exported', session.number, 'Ana Ruiz'],
  ]);
  // Once more is nothing.
  expect(await ana.must('POST', '/customers/erase', { parts: parts(), password: CSR_PASSWORD })).toEqual({
    sessions: 0,
    lines: 0,
  });
});

test('the names of before are found after the migration', async () => {
  const { session: later } = await aSessionWithMaria(luca);
  const owner = new Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
  try {
    const runner = { query: (text: string) => owner.query(text) } as unknown as QueryRunner;
    const migration = new CustomerNames1795000680000();
    await migration.down(runner);
    await migration.up(runner);
    expect((await find('Gómez')).parts.map(({ sessionId }) => sessionId)).toContain(later.id);
  } finally {
    await owner.end();
  }
});

test('a customer who joins again after an erasure is a new one', async () => {
  const next = await luca.start();
  const guest = await Guest.join(api, { token: tokenOf(await luca.invite(next.id)) }, 'Zoë Gómez');
  expect((await find('zoë')).parts.map(({ participantId }) => participantId)).toEqual([guest.id]);
});
