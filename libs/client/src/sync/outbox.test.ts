import type { CommandEnvelope, ErrorCode } from '@relevo/contracts';
import { anId } from '@relevo/testing';
import { Outbox } from './outbox';
import { memoryStore } from './store';
import type { Wire } from './wire';

const STREAM = anId(1);
const OTHER = anId(2);
const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

/** A line that answers commands as the test says and notes them. */
const aLine = () => {
  const listeners = new Set<() => void>();
  const line = {
    endpoint: anId(9),
    state: { status: 'online' } as Wire['state'],
    taken: [] as CommandEnvelope[],
    answer: (_envelope: CommandEnvelope): ErrorCode | null => null,
    onState: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    on: () => () => undefined,
    request: async (_name: string, data: unknown) => {
      const envelope = data as CommandEnvelope;
      line.taken.push(envelope);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const code = line.answer(envelope);
      return code
        ? { ok: false, error: { code, message: '' } }
        : { ok: true, data: { stream: envelope.stream, seq: line.taken.length } };
    },
    become: (status: 'online' | 'offline') => {
      line.state = { status };
      for (const listener of listeners) listener();
    },
  };
  return line as typeof line & Wire;
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('a command is sent, answered and forgotten', async () => {
  const line = aLine();
  const store = memoryStore();
  const outbox = new Outbox({ wire: line, store, scope: 'me' });
  const { outcome } = outbox.send(STREAM, 'session.end', {});
  expect(outbox.pending(STREAM)).toHaveLength(1);
  expect(store.keys('relevo.outbox.me.')).toHaveLength(1);
  await pass(10);
  expect(await outcome).toEqual({ ok: true, seq: 1 });
  expect(outbox.pending(STREAM)).toEqual([]);
  expect(store.keys('')).toEqual([]);
});

test('commands given offline go in order, once, when the line is back', async () => {
  const line = aLine();
  line.state = { status: 'offline' };
  const outbox = new Outbox({ wire: line, store: memoryStore(), scope: 'me' });
  const ids = [1, 2, 3].map((n) => outbox.send(STREAM, 'grant.stop', { grantId: anId(n) }).commandId);
  await pass(60_000);
  expect(line.taken).toEqual([]);
  line.become('online');
  await pass(100);
  expect(line.taken.map((e) => e.commandId)).toEqual(ids);
});

test('a command whose answer is lost is sent again under the same id', async () => {
  const line = aLine();
  let left = 3;
  line.answer = () => (left-- > 0 ? 'UNAVAILABLE' : null);
  const outbox = new Outbox({ wire: line, store: memoryStore(), scope: 'me' });
  const { commandId, outcome } = outbox.send(STREAM, 'session.end', {});
  await pass(30_000);
  expect(await outcome).toMatchObject({ ok: true });
  expect(line.taken.map((e) => e.commandId)).toEqual([commandId, commandId, commandId, commandId]);
});

test('a refusal is told and not tried again; what stands behind it goes on', async () => {
  const line = aLine();
  line.answer = ({ type }) => (type === 'session.end' ? 'NOT_THE_OWNER' : null);
  const outbox = new Outbox({ wire: line, store: memoryStore(), scope: 'me' });
  const refused = jest.fn();
  outbox.onRefused(refused);
  const first = outbox.send(STREAM, 'session.end', {});
  const second = outbox.send(STREAM, 'grant.stop', { grantId: anId(1) });
  await pass(100);
  expect(await first.outcome).toEqual({ ok: false, error: { code: 'NOT_THE_OWNER', message: '' } });
  expect(await second.outcome).toMatchObject({ ok: true });
  expect(refused).toHaveBeenCalledTimes(1);
  expect(line.taken).toHaveLength(2);
});

test('a page that is loaded anew sends what the one before could not, in order', async () => {
  const store = memoryStore();
  const dead = aLine();
  dead.state = { status: 'offline' };
  const before = new Outbox({ wire: dead, store, scope: 'me' });
  const ids = [1, 2, 3].map((n) => before.send(STREAM, 'grant.stop', { grantId: anId(n) }).commandId);
  before.close();
  const line = aLine();
  const after = new Outbox({ wire: line, store, scope: 'me' });
  expect(after.pending(STREAM).map((e) => e.commandId)).toEqual(ids);
  await pass(100);
  expect(line.taken.map((e) => e.commandId)).toEqual(ids);
  expect(store.keys('')).toEqual([]);
});

test('another person in the same browser sends nothing of it', async () => {
  const store = memoryStore();
  const dead = aLine();
  dead.state = { status: 'offline' };
  new Outbox({ wire: dead, store, scope: 'me' }).send(STREAM, 'session.end', {});
  const line = aLine();
  new Outbox({ wire: line, store, scope: 'them' });
  await pass(100);
  expect(line.taken).toEqual([]);
});

test('what an older release left in the store is thrown away when it fits no contract', () => {
  const store = memoryStore();
  store.set('relevo.outbox.me.x', '{"type":"gone"}');
  store.set('relevo.outbox.me.y', 'no json');
  const outbox = new Outbox({ wire: aLine(), store, scope: 'me' });
  expect(outbox.pending(STREAM)).toEqual([]);
  expect(store.keys('')).toEqual([]);
});

test('one stream that has to wait does not hold up another', async () => {
  const line = aLine();
  line.answer = ({ stream }) => (stream === STREAM ? 'UNAVAILABLE' : null);
  const outbox = new Outbox({ wire: line, store: memoryStore(), scope: 'me' });
  outbox.send(STREAM, 'session.end', {});
  const { outcome } = outbox.send(OTHER, 'session.end', {});
  await pass(50);
  expect(await outcome).toMatchObject({ ok: true });
  outbox.close();
});

test('a command on which the server fails again and again is told as failed', async () => {
  const line = aLine();
  line.answer = () => 'INTERNAL';
  const outbox = new Outbox({ wire: line, store: memoryStore(), scope: 'me' });
  const { outcome } = outbox.send(STREAM, 'session.end', {});
  await pass(60_000);
  expect(await outcome).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  expect(line.taken).toHaveLength(5);
});

test('a sign-in that has ended keeps commands until the next line', async () => {
  const line = aLine();
  line.answer = () => 'NOT_SIGNED_IN';
  const outbox = new Outbox({ wire: line, store: memoryStore(), scope: 'me' });
  outbox.send(STREAM, 'session.end', {});
  await pass(60_000);
  expect(line.taken).toHaveLength(1);
  line.answer = () => null;
  line.become('online');
  await pass(50);
  expect(outbox.pending(STREAM)).toEqual([]);
});

test('what fits no contract is refused before it is kept', async () => {
  const store = memoryStore();
  const outbox = new Outbox({ wire: aLine(), store, scope: 'me' });
  const { outcome } = outbox.send(STREAM, 'grant.stop', { grantId: 'none' });
  expect(await outcome).toMatchObject({ ok: false, error: { code: 'BAD_REQUEST' } });
  expect(store.keys('')).toEqual([]);
});
