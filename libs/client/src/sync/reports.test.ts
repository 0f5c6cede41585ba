import {
  chain,
  type LogRecord,
  type NewEvent,
  readRecord,
  type SessionState,
  writeBody,
} from '@relevo/domain';
import {
  anId,
  CONVERSATION,
  FakeLogServer,
  OWNER,
  SESSION,
  seeded,
  TroubledLine,
  until,
} from '@relevo/testing';
import { createDeviceKey, type SigningKey } from '../keys/key';
import { sha256 } from '../log/sha256';
import { sessionFold } from './fold';
import { Outbox } from './outbox';
import { SessionClient } from './session-client';
import { memoryStore } from './store';
import { StreamSync } from './stream-sync';

const CUSTOMER = anId(1001);
const SECOND = anId(1002);
const DEVICE = anId(3001);
const OTHER_DEVICE = anId(3002);

let key: SigningKey;
let otherKey: SigningKey;
let server: FakeLogServer;
let line: TroubledLine;
const open: { close(): void }[] = [];

beforeAll(async () => {
  [key, otherKey] = [await createDeviceKey(), await createDeviceKey()];
});
beforeEach(() => {
  server = new FakeLogServer({ sessionId: SESSION, conversationId: CONVERSATION });
  const owner = { participantId: OWNER, accountId: anId(2), name: 'Ana Ruiz' };
  server.must(OWNER, {
    type: 'session.start',
    data: { number: '1', conversationId: CONVERSATION, subject: '', owner },
  });
  join(CUSTOMER, 1);
  server.must(OWNER, { type: 'participant.admit', data: { participantId: CUSTOMER } });
  line = lineOf(OWNER);
});
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const lineOf = (who: string): TroubledLine => {
  const made = new TroubledLine(server, who, seeded(1));
  open.push(made);
  return made;
};

const follow = (): StreamSync<SessionState> => {
  const sync = new StreamSync({ wire: line, stream: SESSION, fold: sessionFold });
  open.push(sync);
  return sync;
};

const join = (participantId: string, n: number): void => {
  server.must(OWNER, { type: 'invite.create', data: { inviteId: anId(n), minutes: null } });
  server.must(null, {
    type: 'participant.join',
    data: { inviteId: anId(n), participantId, name: 'María', language: 'es' },
  });
};

const attach = (deviceId = DEVICE, { publicKey } = key): void =>
  server.must(null, {
    type: 'device.attach',
    data: {
      deviceId,
      participantId: CUSTOMER,
      kind: deviceId === DEVICE ? 'machine' : 'page',
      name: 'MARIA-PC',
      key: publicKey,
      can: ['screen.view'],
    },
  });

const alarm = (deviceId: string) => ({ deviceId, kind: 'rate' as const, count: 1 });

/** The body of a signed fact, as an honest server writes it down. */
const fact = async (seq: number, over: object = {}, by = key): Promise<NewEvent> => {
  const data = alarm(DEVICE);
  const said = {
    v: 1,
    sessionId: SESSION,
    deviceId: DEVICE,
    seq,
    at: 42,
    type: 'device.alarm',
    data,
    ...over,
  };
  const text = JSON.stringify(said);
  return {
    type: said.type,
    version: 1,
    actor: { kind: 'device', participantId: CUSTOMER, deviceId: said.deviceId },
    at: server.now,
    deviceAt: said.at,
    data: said.data,
    report: { deviceId: said.deviceId, seq: said.seq, text, signature: await by.sign(text) },
  };
};

/** Takes a fact into the server's log without any check. */
const accept = async (seq: number): Promise<void> => {
  const { report, data, deviceAt = 0 } = await fact(seq);
  if (!report) throw new Error('a fact has a report');
  server.must(CUSTOMER, {
    type: 'device.report',
    data: { report, deviceAt, fact: { type: 'device.alarm', data: data as ReturnType<typeof alarm> } },
  });
};

/** Pushes bodies as the next records of the log, right in every hash. */
const claim = (...bodies: NewEvent[]): void => {
  const records: LogRecord[] = [];
  for (const body of bodies) {
    const before = records.at(-1) ?? server.head(SESSION);
    records.push(chain(SESSION, before, { salt: '0'.repeat(32), body: writeBody(body) }, sha256));
  }
  line.push('events', { stream: SESSION, records });
};

const whole = (sync: StreamSync<SessionState>, version = server.state.version) =>
  until('the whole log', 5000, async () =>
    sync.version === version && sync.status === 'live' ? true : null,
  );
const alarmOf = (sync: StreamSync<SessionState>) => until('the alarm', 5000, async () => sync.alarm ?? null);

test('facts that a device signed are folded, also when the device came in the same page', async () => {
  attach();
  for (let seq = 1; seq <= 5; seq += 1) await accept(seq);
  const sync = follow();
  await whole(sync);
  expect(sync.state).toEqual(server.state);
  expect(sync.state.devices[DEVICE]?.alarms).toBe(5);
});

test('facts that are pushed while others are proven keep their order, each told once', async () => {
  const told: number[] = [];
  const sync = new StreamSync({
    wire: line,
    stream: SESSION,
    fold: sessionFold,
    onEvent: (event) => void told.push(event.seq),
  });
  open.push(sync);
  attach();
  for (let seq = 1; seq <= 20; seq += 1) await accept(seq);
  join(SECOND, 2);
  await whole(sync);
  expect(sync.state).toEqual(server.state);
  expect(told).toEqual(Array.from({ length: server.state.version }, (_, n) => n + 1));
});

const wrong: [string, () => Promise<NewEvent>][] = [
  ['signed by another key', () => fact(2, {}, otherKey)],
  ['with other data than signed', async () => ({ ...(await fact(2)), data: { ...alarm(DEVICE), count: 9 } })],
  [
    'of another type than signed',
    async () => {
      const { actor, at, version, report } = await fact(2);
      const data = { grantId: anId(60), deviceId: DEVICE, reason: 'customer' };
      return { type: 'grant.ended', version, actor, at, deviceAt: 42, data, report };
    },
  ],
  ['at another time than signed', async () => ({ ...(await fact(2)), deviceAt: 43 })],
  ['about another session', () => fact(2, { sessionId: anId(999) })],
  ['about another device', () => fact(2, { data: alarm(OTHER_DEVICE) })],
  [
    'under another number than signed',
    async () => {
      const event = await fact(3);
      return { ...event, report: event.report && { ...event.report, seq: 2 } };
    },
  ],
  ['of a device that never came', () => fact(1, { deviceId: OTHER_DEVICE, data: alarm(OTHER_DEVICE) })],
  ['told a second time', () => fact(1)],
  ['after one that is kept back', () => fact(3)],
  [
    'whose signed text is no report',
    async () => {
      const event = await fact(2);
      const report = event.report && { ...event.report, text: 'x', signature: await key.sign('x') };
      return { ...event, report };
    },
  ],
];

test.each(wrong)('SEC-C2 a fact %s is an alarm and is not folded', async (_name, make) => {
  attach();
  await accept(1);
  const sync = follow();
  await whole(sync);
  const { state, version } = sync;
  claim(await make());
  expect(await alarmOf(sync)).toEqual({ stream: SESSION, kind: 'forged-report', seq: version + 1 });
  expect(sync.status).toBe('alarm');
  expect(sync.state).toBe(state);
});

test('the same fact, right in all, is folded', async () => {
  attach();
  await accept(1);
  const sync = follow();
  await whole(sync);
  claim(await fact(2));
  await whole(sync, server.state.version + 1);
  expect(sync.state.devices[DEVICE]?.alarms).toBe(2);
});

test('what comes after a forged fact is not folded either', async () => {
  attach();
  const sync = follow();
  await whole(sync);
  const { version } = sync;
  claim(await fact(1), await fact(2, {}, otherKey), await fact(3));
  expect(await alarmOf(sync)).toMatchObject({ kind: 'forged-report', seq: version + 2 });
  expect(sync.state.devices[DEVICE]?.alarms).toBe(1);
});

test('a fact without a signature is no event', async () => {
  attach();
  const sync = follow();
  await whole(sync);
  const { version } = sync;
  claim({ ...(await fact(1)), report: undefined });
  expect(sync.alarm).toEqual({ stream: SESSION, kind: 'unreadable', seq: version + 1 });
});

test('a device that comes back with another key is an alarm', async () => {
  attach();
  const sync = follow();
  await whole(sync);
  const { version, state } = sync;
  const [attached] = server
    .records(OWNER, SESSION)
    .map((record) => readRecord(record) as NewEvent)
    .filter((event) => event.type === 'device.attached');
  const { type, actor, at, data } = attached as NewEvent;
  claim({ type, version: 1, actor, at, data: { ...(data as object), key: otherKey.publicKey } });
  expect(sync.alarm).toEqual({ stream: SESSION, kind: 'key-changed', seq: version + 1 });
  expect(sync.state).toBe(state);
});

describe('who was let in after a device came', () => {
  const enterLate = () => {
    attach();
    join(SECOND, 2);
    line = lineOf(SECOND);
    const outbox = new Outbox({ wire: line, store: memoryStore(), scope: SECOND });
    const client = new SessionClient({
      wire: line,
      outbox,
      sessionId: SESSION,
      me: { participantId: SECOND },
    });
    open.push(outbox, client);
    return client;
  };

  test('proves its facts once it may read how it came', async () => {
    const client = enterLate();
    await until('waiting', 5000, async () => (client.snapshot.me?.status === 'waiting' ? true : null));
    server.must(OWNER, { type: 'participant.admit', data: { participantId: SECOND } });
    await accept(1);
    await accept(2);
    await until('the whole log', 5000, async () =>
      client.snapshot.session.version === server.state.version &&
      client.snapshot.session.number !== '' &&
      client.snapshot.status === 'live'
        ? true
        : null,
    );
    expect(client.snapshot.session).toEqual(server.state);
    expect(client.snapshot.alarm).toBeUndefined();
  });

  test('takes no fact whose device the server keeps hidden', async () => {
    const client = enterLate();
    await until('waiting', 5000, async () => (client.snapshot.me?.status === 'waiting' ? true : null));
    const hidden = server.page.bind(server);
    jest.spyOn(server, 'page').mockImplementation((reader, stream, since, limit) => {
      const answer = hidden(reader, stream, since, limit);
      if (!answer.ok) return answer;
      const records = answer.data.records.map((record) => {
        const { content, ...header } = record;
        return content?.body.includes('"device.attached"') ? header : record;
      });
      return { ok: true, data: { ...answer.data, records } };
    });
    server.must(OWNER, { type: 'participant.admit', data: { participantId: SECOND } });
    await accept(1);
    await until('the alarm', 5000, async () => client.snapshot.alarm ?? null);
    expect(client.snapshot.alarm).toEqual({
      stream: SESSION,
      kind: 'forged-report',
      seq: server.state.version,
    });
    expect(client.snapshot.session.devices[DEVICE]).toBeUndefined();
  });
});
