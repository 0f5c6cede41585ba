import { chain, type LogRecord, type SessionState, writeBody } from '@relevo/domain';
import { anId, CONVERSATION, FakeLogServer, OWNER, SESSION, seeded, TroubledLine } from '@relevo/testing';
import { sha256 } from '../log/sha256';
import { sessionFold } from './fold';
import { StreamSync } from './stream-sync';

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

let server: FakeLogServer;
let line: TroubledLine;
let sync: StreamSync<SessionState>;

const invite = (n: number) =>
  server.must(OWNER, { type: 'invite.create', data: { inviteId: anId(n), minutes: null } });

beforeEach(async () => {
  jest.useFakeTimers();
  server = new FakeLogServer({ sessionId: SESSION, conversationId: CONVERSATION });
  server.must(OWNER, {
    type: 'session.start',
    data: {
      number: '1',
      conversationId: CONVERSATION,
      subject: '',
      owner: { participantId: OWNER, accountId: anId(2), name: 'Ana Ruiz' },
    },
  });
  line = new TroubledLine(server, OWNER, seeded(1));
  sync = new StreamSync({ wire: line, stream: SESSION, fold: sessionFold });
  invite(1);
  invite(2);
  await pass(50);
});
afterEach(() => {
  sync.close();
  line.close();
  jest.useRealTimers();
});

/** The record that would come next in a log which differs from the server's in its last event. */
const anotherPast = (seq: number): LogRecord => {
  const before = server.records(OWNER, SESSION)[seq - 2] as LogRecord;
  const body = writeBody({
    type: 'invite.revoked',
    version: 1,
    actor: { kind: 'system' },
    at: 1,
    data: { inviteId: anId(1) },
  });
  return chain(SESSION, before, { salt: '0'.repeat(32), body }, sha256);
};

test('it follows from the first event to the last', () => {
  expect(sync.status).toBe('live');
  expect(sync.version).toBe(3);
  expect(sync.state).toEqual(server.state);
});

test('a gap is filled at once', async () => {
  line.trouble = { lose: 1, twice: 0, late: 0 };
  invite(3);
  await pass(10);
  expect(sync.version).toBe(3);
  line.trouble = { lose: 0, twice: 0, late: 0 };
  invite(4);
  await pass(10);
  expect(sync.version).toBe(5);
  expect(sync.state).toEqual(server.state);
});

test('a lost last event shows by the heads', async () => {
  line.trouble = { lose: 1, twice: 0, late: 0 };
  invite(3);
  await pass(10);
  line.trouble = { lose: 0, twice: 0, late: 0 };
  await pass(5000);
  expect(sync.version).toBe(4);
});

test('a head that names another hash for a known place is a fork', () => {
  line.push('heads', {
    heads: [{ stream: SESSION, kind: 'session', seq: 2, hash: 'a'.repeat(64) }],
  });
  expect(sync.status).toBe('alarm');
  expect(sync.alarm).toEqual({ stream: SESSION, kind: 'forked', seq: 2 });
});

test('an event that shows another past is a fork, and nothing is folded any more', async () => {
  line.push('events', { stream: SESSION, records: [anotherPast(3)] });
  expect(sync.alarm).toEqual({ stream: SESSION, kind: 'forked', seq: 3 });
  const frozen = sync.state;
  invite(3);
  await pass(6000);
  expect(sync.state).toBe(frozen);
});

test.each([
  [
    'a body that is not the one committed to',
    'wrong-content',
    { content: { salt: '0'.repeat(32), body: '{}' } },
  ],
  ['a header that is not the one hashed', 'wrong-hash', { commitment: 'b'.repeat(64) }],
  ['a link to another past', 'forked', { prev: 'c'.repeat(64) }],
] as const)('%s is an alarm', async (_name, kind, change) => {
  line.trouble = { lose: 1, twice: 0, late: 0 };
  invite(3);
  line.trouble = { lose: 0, twice: 0, late: 0 };
  const next = server.records(OWNER, SESSION)[3] as LogRecord;
  line.push('events', { stream: SESSION, records: [{ ...next, ...change }] });
  expect(sync.alarm).toEqual({ stream: SESSION, kind, seq: 4 });
});

test('a server that is behind what was seen has lost its past', async () => {
  line.push('events', { stream: SESSION, records: [anotherPast(4)] });
  expect(sync.version).toBe(4);
  line.cut();
  line.mend();
  await pass(10);
  expect(sync.status).toBe('live');
  await pass(60_000);
  expect(sync.alarm).toEqual({ stream: SESSION, kind: 'rolled-back', seq: 3 });
});

test.each([
  ['a type', { type: 'session.teleported', version: 1 }],
  ['a version', { type: 'invite.revoked', version: 2 }],
  ['a type of another language', { type: 'toString', version: 1 }],
])('%s that this program does not know asks for a reload', (_name, { type, version }) => {
  const before = server.records(OWNER, SESSION)[2] as LogRecord;
  const body = writeBody({ type, version, actor: { kind: 'system' }, at: 1, data: {} });
  line.push('events', {
    stream: SESSION,
    records: [chain(SESSION, before, { salt: '0'.repeat(32), body }, sha256)],
  });
  expect(sync.status).toBe('outdated');
  expect(sync.version).toBe(3);
});

test.each([
  'null',
  '[]',
  '{"type":5}',
  'not json',
  '{"type":"participant.admitted","version":1,"at":1,"data":null}',
])('a body that is no event (%s) is an alarm, not a crash', (body) => {
  const before = server.records(OWNER, SESSION)[2] as LogRecord;
  line.push('events', {
    stream: SESSION,
    records: [chain(SESSION, before, { salt: '0'.repeat(32), body }, sha256)],
  });
  expect(sync.alarm).toEqual({ stream: SESSION, kind: 'unreadable', seq: 4 });
});

test('a stream that the server does not let us read says so, and comes when it may be read', async () => {
  const stranger = new TroubledLine(server, anId(77), seeded(1));
  const other = new StreamSync({ wire: stranger, stream: SESSION, fold: sessionFold });
  await pass(50);
  expect(other.status).toBe('denied');
  expect(other.denied).toBe('NOT_FOUND');
  server.must(null, {
    type: 'participant.join',
    data: { inviteId: anId(1), participantId: anId(77), name: 'X', language: 'en' },
  });
  stranger.cut();
  stranger.mend();
  await pass(50);
  expect(other.status).toBe('live');
  other.close();
  stranger.close();
});
