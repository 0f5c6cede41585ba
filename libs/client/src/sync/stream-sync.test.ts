import { type ConversationState, chain, type LogRecord, type SessionState, writeBody } from '@relevo/domain';
import { anId, CONVERSATION, FakeLogServer, OWNER, SESSION, seeded, TroubledLine } from '@relevo/testing';
import { sha256 } from '../log/sha256';
import { Witness } from '../log/witness';
import { conversationFold, sessionFold } from './fold';
import { memoryStore } from './store';
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
    checkpoints: [],
    rings: [],
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

test('a page that is older than what came live while it was on its way is no lost past', async () => {
  const asked = line.request.bind(line);
  const request: jest.SpyInstance = jest.spyOn(line, 'request');
  let n = 3;
  request.mockImplementation(async (name: 'subscribe', data: { stream: string; since: number }) => {
    const answer = await asked(name, data);
    invite(n);
    n += 1;
    line.push('events', { stream: SESSION, records: server.records(OWNER, SESSION).slice(-1) });
    return answer;
  });
  line.cut();
  line.mend();
  await pass(60_000);
  for (let again = 0; again < 10; again += 1) {
    line.cut();
    line.mend();
    await pass(1000);
  }
  expect(n).toBeGreaterThan(10);
  expect([sync.status, sync.alarm, sync.version]).toEqual(['live', undefined, n]);
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

describe('SEC-D1 what was seen before a reload', () => {
  const store = () => {
    const kept = memoryStore();
    return () => new Witness({ store: kept, scope: 'me', keys: () => Promise.reject(new Error('away')) });
  };
  const follow = (witness: Witness, newest?: number) => {
    const reader = new StreamSync({ wire: line, stream: SESSION, fold: sessionFold, witness, newest });
    readers.push(reader);
    return reader;
  };
  let readers: StreamSync<SessionState>[];
  let remembered: () => Witness;

  beforeEach(async () => {
    readers = [];
    remembered = store();
    follow(remembered());
    await pass(50);
  });
  afterEach(() => {
    for (const reader of readers) reader.close();
  });

  test('the same log, grown, is followed', async () => {
    invite(3);
    const again = follow(remembered());
    await pass(50);
    expect([again.status, again.version]).toEqual(['live', 4]);
  });

  test('another past at the number that was seen is a fork, and none of it is folded', async () => {
    server.forge(SESSION, 3, () => anotherPast(3));
    const again = follow(remembered());
    await pass(50);
    expect(again.alarm).toEqual({ stream: SESSION, kind: 'forked', seq: 3 });
    expect(again.version).toBe(0);
  });

  test('a shorter log than was seen is rolled back', async () => {
    remembered().note(SESSION, { seq: 4, hash: 'c'.repeat(64) });
    const again = follow(remembered());
    await pass(30_000);
    expect(again.alarm).toMatchObject({ kind: 'rolled-back', seq: 3 });
  });

  test('a log that is read from its newest events is tied to what was seen', async () => {
    for (let n = 3; n < 20; n += 1) invite(n);
    const good = follow(remembered(), 5);
    await pass(50);
    expect([good.status, good.more]).toEqual(['live', true]);
    const forged = store()();
    forged.note(SESSION, { seq: 3, hash: 'd'.repeat(64) });
    const other = follow(forged, 5);
    await pass(50);
    expect(other.alarm).toEqual({ stream: SESSION, kind: 'forked', seq: 3 });
  });

  test('a checkpoint whose signature does not fit is an alarm', async () => {
    const reader = follow(remembered());
    await pass(50);
    const check = jest.spyOn(Witness.prototype, 'check').mockResolvedValue('forged');
    const words = { stream: SESSION, seq: 3, hash: server.head(SESSION).hash, at: 1, keyId: 'k' };
    line.push('heads', { rings: [], heads: [], checkpoints: [{ ...words, signature: 's' }] });
    await pass(1);
    check.mockRestore();
    expect(reader.alarm).toEqual({ stream: SESSION, kind: 'forged-checkpoint', seq: 3 });
  });
});

test('what was erased is dropped at once, and the log is followed on', async () => {
  expect(JSON.stringify(sync.events)).toContain(anId(2));
  const [, second] = sync.events;
  expect(second).toMatchObject({ seq: 2, type: 'invite.created' });
  server.erase(SESSION, OWNER, [2]);
  await pass(50);
  expect(sync.events.map(({ seq }) => seq)).toEqual([1, 3, 4]);
  expect(sync.state.invites).toEqual({ [anId(2)]: expect.anything() });
  invite(3);
  await pass(50);
  expect([sync.status, sync.version]).toEqual(['live', 5]);
});

describe('what was said before the newest page', () => {
  const say = (n: number) => {
    const data = { messageId: anId(5000 + n), text: `line ${n}`, to: 'everyone' as const, sentAt: n };
    server.take(OWNER, { commandId: anId(9000 + n), stream: CONVERSATION, type: 'message.post', data });
  };
  const fromNewest = async () => {
    for (let n = 1; n <= 60; n += 1) say(n);
    const reader = new StreamSync({ wire: line, stream: CONVERSATION, fold: conversationFold, newest: 20 });
    await pass(50);
    expect(reader.state.messages.map(({ text }) => text)).toHaveLength(20);
    return reader;
  };
  const load = async (reader: StreamSync<ConversationState>, times = 1) => {
    const loading = Promise.all(Array.from({ length: times }, () => reader.loadOlder(20)));
    await pass(50);
    await loading;
  };

  test('W14 comes page by page, each once, and new lines meanwhile at the end', async () => {
    const reader = await fromNewest();
    await load(reader, 3);
    expect(reader.state.messages).toHaveLength(40);
    say(61);
    await load(reader);
    await load(reader);
    await load(reader);
    expect(reader.more).toBe(false);
    expect(reader.state.messages.map(({ text }) => text)).toEqual(
      Array.from({ length: 61 }, (_, i) => `line ${i + 1}`),
    );
    expect([reader.state.sessionId, reader.state.version, reader.status]).toEqual([SESSION, 62, 'live']);
    expect(reader.events).toHaveLength(62);
    reader.close();
  });

  test('SEC-D1 W14 is an alarm when it is another past than that on which the newest page stands', async () => {
    const reader = await fromNewest();
    const swapped = server.records(OWNER, CONVERSATION)[9] as LogRecord;
    server.forge(CONVERSATION, 11, () => ({ ...swapped, seq: 11 }));
    await load(reader);
    expect(reader.status).toBe('live');
    await load(reader);
    await load(reader);
    expect(reader.status).toBe('alarm');
    expect(reader.state.messages).toHaveLength(40);
    reader.close();
    // A whole page of another past holds together by itself: only what stands on it tells.
    const again = await fromNewest();
    let before = server.records(OWNER, CONVERSATION)[19] as LogRecord;
    for (let seq = 21; seq <= 41; seq += 1) {
      const { content } = server.records(OWNER, CONVERSATION)[seq - 1] as LogRecord;
      const body = content?.body.replace(/line \d+/, 'another') ?? '';
      before = chain(CONVERSATION, before, { salt: '1'.repeat(32), body }, sha256);
      const forged = before;
      server.forge(CONVERSATION, seq, () => forged);
    }
    await load(again);
    expect([again.status, again.alarm?.kind]).toEqual(['alarm', 'forked']);
    again.close();
  });
});
