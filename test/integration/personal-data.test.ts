import {
  type AuditPage,
  type ChosenPart,
  type CustomerPart,
  type CustomerParts,
  type ErasedCustomers,
  type HistoryPage,
  type PersonalDataFile,
  type QueueDesk,
  type SessionView,
} from '@relevo/contracts';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { siteKey } from '../../apps/api/src/streams/checkpoints/site-key';
import { verifySession } from '../../apps/api/src/streams/verify/verify-session';
import { CustomerNames1795000680000 } from '../../migrations/1795000680000-customer-names';
import { ExpectedCustomers1795000820000 } from '../../migrations/1795000820000-expected-customers';
import { startApi, type TestApi } from '../support/api';
import { dumpOf } from '../support/dump';
import { aSessionWithMaria, Caller, CSR_PASSWORD, Csr, Guest, tokenOf } from '../support/people';
import { aQueue, Waiting } from '../support/queue';
import { MailServer } from '../support/smtp';

jest.setTimeout(120_000);

let mails: MailServer;
let api: TestApi;
let ana: Csr;
let luca: Csr;
let maria: Guest;
let session: SessionView;

const SAID = 'my card ends in 4711';

beforeAll(async () => {
  mails = await MailServer.start();
  api = await startApi({ env: { ...mails.env, OUTBOUND_ALLOW: '127.0.0.1' } });
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
afterAll(async () => {
  await api.close();
  await mails.close();
});

const find = (name: string, who = ana) =>
  who.must<CustomerParts>('GET', `/customers?name=${encodeURIComponent(name)}`);
const parts = (): ChosenPart[] => [{ kind: 'came', sessionId: session.id, participantId: maria.id }];
const erase = (chosen: ChosenPart[], who = ana) =>
  who.must<ErasedCustomers>('POST', '/customers/erase', { parts: chosen, password: CSR_PASSWORD });
const sessionsOf = (found: readonly CustomerPart[]) =>
  found.flatMap((part) => (part.kind === 'came' ? [part.sessionId] : []));

/** What is wrong with the log of a session. */
const faultsOf = async ({ id }: SessionView) => {
  const client = new Client({ connectionString: api.database.url });
  await client.connect();
  try {
    const key = { keyId: siteKey(api.env.SITE_SECRET ?? '').id, files: [] };
    return (await verifySession(client, id, key)).filter(({ fault }) => fault);
  } finally {
    await client.end();
  }
};

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
  const tried = (over: object) =>
    ana.call<{ code: string }>('POST', '/customers/erase', {
      parts: parts(),
      password: CSR_PASSWORD,
      ...over,
    });
  expect((await tried({})).body.code).toBe('SESSION_NOT_OVER');
  expect((await tried({ password: 'wrong' })).body.code).toBe('WRONG_PASSWORD');
  const owner = { kind: 'came', sessionId: session.id, participantId: session.participantId };
  expect((await tried({ parts: [owner] })).status).toBe(404);
  expect((await tried({ parts: [{ kind: 'came', sessionId: uuid(), participantId: uuid() }] })).status).toBe(
    404,
  );
  expect((await find('Gómez')).parts).toHaveLength(1);
});

test('erased: nothing in the database names them or what they said, the log verifies, and the record says who did it', async () => {
  await luca.mustCommand(session.id, 'session.end', {});
  const other = await aSessionWithMaria(luca);
  expect(await erase(parts())).toEqual({ sessions: 1, lines: 1, waiting: 0 });
  // The same person elsewhere is another part: it is found, and stays until it is chosen too.
  expect(sessionsOf((await find('Gómez')).parts)).toEqual([other.session.id]);
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
  } finally {
    await client.end();
  }
  expect(await faultsOf(session)).toEqual([]);
  const { entries } = await ana.must<AuditPage>('GET', '/audit');
  const done = entries.filter(({ action }) => action.startsWith('customer.'));
  expect(done.map(({ action, subject, actor }) => [action, subject, actor])).toEqual([
    ['customer.erased', session.number, 'Ana Ruiz'],
    ['customer.exported', session.number, 'Ana Ruiz'],
  ]);
  // Once more is nothing.
  expect(await erase(parts())).toEqual({ sessions: 0, lines: 0, waiting: 0 });
});

test('the names of before are found after the migration', async () => {
  const { session: later } = await aSessionWithMaria(luca);
  const awaited = await luca.start({ customerName: 'Inés Vidal' });
  const owner = new Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
  try {
    const runner = { query: (text: string) => owner.query(text) } as unknown as QueryRunner;
    for (const migration of [new CustomerNames1795000680000(), new ExpectedCustomers1795000820000()]) {
      await migration.down(runner);
      await migration.up(runner);
    }
    expect((await find('inés')).parts).toMatchObject([{ kind: 'expected', sessionId: awaited.id }]);
    expect(sessionsOf((await find('Gómez')).parts)).toContain(later.id);
  } finally {
    await owner.end();
  }
});

test('a customer who joins again after an erasure is a new one', async () => {
  const next = await luca.start();
  const guest = await Guest.join(api, { token: tokenOf(await luca.invite(next.id)) }, 'Zoë Gómez');
  expect((await find('zoë')).parts).toMatchObject([{ kind: 'came', participantId: guest.id }]);
});

const PILAR = 'Pilar Soto';
/** A session in which somebody is expected, with notes and an invite whose link went to an address. */
const awaiting = async (address: string): Promise<SessionView> => {
  const started = await luca.start({ customerName: PILAR });
  const { inviteId } = await luca.invite(started.id);
  const body = { deliveryId: uuid(), channel: 'email', to: address, language: 'es' };
  await luca.must('POST', `/sessions/${started.id}/invites/${inviteId}/deliveries`, body);
  await mails.mailTo(address);
  await luca.mustCommand(started.id, 'note.save', { base: 0, text: `Lives at the harbour, ${address}` });
  return started;
};

test('who was expected and never came is found, handed over and erased: the name, the address, the notes', async () => {
  const address = 'pilar@example.org';
  const never = await awaiting(address);
  const shared = await awaiting('pilar.too@example.org');
  const guest = await Guest.join(api, { token: tokenOf(await luca.invite(shared.id)) }, 'Oriol Puig');
  await luca.mustCommand(shared.id, 'participant.admit', { participantId: guest.id });
  const chosen = ({ id }: SessionView): ChosenPart[] => [{ kind: 'expected', sessionId: id }];
  const found = async () => (await find('pilar')).parts;
  expect(await found()).toEqual(
    [shared, never].map(({ id, number }) => ({
      kind: 'expected',
      sessionId: id,
      name: PILAR,
      number,
      at: expect.any(Number),
      over: false,
    })),
  );
  const early = { parts: chosen(never), password: CSR_PASSWORD };
  expect((await ana.call<{ code: string }>('POST', '/customers/erase', early)).body.code).toBe(
    'SESSION_NOT_OVER',
  );
  for (const { id } of [never, shared]) await luca.mustCommand(id, 'session.end', {});

  const file = await ana.must<PersonalDataFile>('POST', '/customers/export', { parts: chosen(never) });
  expect(file.sessions).toMatchObject([
    { participantId: null, name: PILAR, number: never.number, lines: [] },
  ]);
  expect(JSON.stringify(file)).toContain(address);
  expect(JSON.stringify(file)).not.toContain('harbour');

  expect(await erase(chosen(never))).toEqual({ sessions: 1, lines: 0, waiting: 0 });
  expect((await found()).map((part) => part.kind === 'expected' && part.sessionId)).toEqual([shared.id]);
  expect(await dumpOf(api)).not.toContain(address);
  // Somebody else was helped there: the notes may be about them.
  expect(await erase(chosen(shared))).toEqual({ sessions: 1, lines: 0, waiting: 0 });
  expect(await found()).toEqual([]);
  const dump = await dumpOf(api);
  expect(dump).not.toContain(PILAR);
  expect(dump).toContain('Lives at the harbour, pilar.too@example.org');
  const { sessions } = await luca.must<HistoryPage>('GET', '/history');
  expect(sessions.find(({ id }) => id === never.id)?.customer).toBeNull();
  expect(sessions.find(({ id }) => id === shared.id)?.customer).toBe('Oriol Puig');
  for (const one of [never, shared]) expect(await faultsOf(one)).toEqual([]);
  expect(await erase(chosen(never))).toEqual({ sessions: 0, lines: 0, waiting: 0 });
});

test('who was expected under this name and came is found once, and erased with all of it', async () => {
  const started = await luca.start({ customerName: 'Nuria' });
  const guest = await Guest.join(api, { token: tokenOf(await luca.invite(started.id)) }, 'Nuria Sala');
  await luca.mustCommand(started.id, 'session.end', {});
  const { parts: found } = await find('nuria');
  expect(found).toMatchObject([{ kind: 'came', sessionId: started.id, participantId: guest.id }]);
  await erase([{ kind: 'came', sessionId: started.id, participantId: guest.id }]);
  expect((await find('nuria')).parts).toEqual([]);
  expect(await dumpOf(api)).not.toContain('Nuria');
});

test('W5 who waits at a queue, or wishes to be called back, is found, handed over and taken off it; who was picked is not', async () => {
  // Each administrator may ask only so often.
  const eva = await Csr.another(api, 'Eva Mas', 'administrator');
  const queue = await aQueue(ana, 'help');
  const wish = { contact: '+34 600 111 222', when: 'after six' };
  const waits = await Waiting.at(api, 'help', 'Rosa Gil', { answers: ['My mother is ill'] });
  const calls = await Waiting.at(api, 'help', 'Rosa Gil', { answers: ['Invoices'], callBack: wish });
  const other = await Waiting.at(api, 'help', 'Tomás Rey');
  const { parts: found } = await find('rosa', eva);
  expect(found).toEqual(
    [calls, waits].map(({ id }) => ({
      kind: 'waits',
      ticketId: id,
      name: 'Rosa Gil',
      queue: queue.name,
      at: expect.any(Number),
      callBack: id === calls.id,
    })),
  );
  const chosen = [waits, calls].map(({ id }): ChosenPart => ({ kind: 'waits', ticketId: id }));
  const file = await eva.must<PersonalDataFile>('POST', '/customers/export', { parts: chosen });
  expect(file.waiting).toMatchObject([
    { queue: queue.name, name: 'Rosa Gil', answers: [{ text: 'My mother is ill' }], callBack: null },
    { queue: queue.name, name: 'Rosa Gil', answers: [{ text: 'Invoices' }], callBack: wish },
  ]);

  // One of them was picked meanwhile: nobody is taken off.
  const picked: ChosenPart = { kind: 'waits', ticketId: other.id };
  const jorge = await Csr.another(api, 'Jorge Peña');
  const view = await jorge.must<SessionView>('POST', `/queue-tickets/${other.id}/pick`, {
    sessionId: uuid(),
  });
  const tried = await eva.call<{ code: string }>('POST', '/customers/erase', {
    parts: [...chosen, picked],
    password: CSR_PASSWORD,
  });
  expect(tried.body.code).toBe('CUSTOMER_TAKEN');
  expect((await find('rosa', eva)).parts).toHaveLength(2);

  // Named twice is taken off once.
  expect(await erase([...chosen, ...chosen], eva)).toEqual({ sessions: 0, lines: 0, waiting: 2 });
  expect((await find('rosa', eva)).parts).toEqual([]);
  for (const one of [waits, calls]) expect((await one.state()).state).toBe('givenUp');
  const desk = await luca.must<QueueDesk>('GET', '/queue-desk');
  expect(JSON.stringify(desk)).not.toContain('Rosa');
  const dump = await dumpOf(api);
  for (const said of ['Rosa', 'My mother is ill', wish.contact, wish.when]) expect(dump).not.toContain(said);
  const { entries } = await ana.must<AuditPage>('GET', '/audit');
  expect(entries.slice(0, 4).map(({ action, subject }) => [action, subject])).toEqual([
    ['waiting.erased', queue.name],
    ['waiting.erased', queue.name],
    ['waiting.exported', queue.name],
    ['waiting.exported', queue.name],
  ]);
  const again = await eva.call<{ code: string }>('POST', '/customers/erase', {
    parts: chosen,
    password: CSR_PASSWORD,
  });
  expect(again.body.code).toBe('CUSTOMER_GONE');
  expect(
    (await eva.call('POST', '/customers/export', { parts: [{ kind: 'waits', ticketId: uuid() }] })).status,
  ).toBe(404);

  // Who was picked and did not come is expected there, and found as such.
  await jorge.mustCommand(view.id, 'session.end', {});
  expect((await find('tomás', eva)).parts).toMatchObject([
    { kind: 'expected', sessionId: view.id, over: true },
  ]);
});
