import type { Message } from '@relevo/domain';
import { anId, aSession, enter, help, NOON, OWNER } from '@relevo/testing';
import { memoryStore } from '../sync/store';
import type { Wire } from '../sync/wire';
import { ChatDraft } from './chat-draft';
import { ChatMarks } from './chat-marks';
import { Typing } from './typing';

const STREAM = anId(101);

/** A line on which is noted what goes out, and by which something can be made to come in. */
const aWire = () => {
  const sent: { name: string; data: unknown }[] = [];
  const listeners = new Map<string, (data: unknown) => void>();
  let changed: () => void = () => undefined;
  const line = { status: 'online', answers: true };
  const wire = {
    endpoint: anId(1),
    get state() {
      return line;
    },
    onState: (listener: () => void) => {
      changed = listener;
      return () => undefined;
    },
    on: (name: string, listener: (data: unknown) => void) => {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    request: async (name: string, data: unknown) => {
      sent.push({ name, data });
      return line.answers
        ? { ok: true, data: {} }
        : { ok: false, error: { code: 'UNAVAILABLE', message: '' } };
    },
  } as unknown as Wire;
  return {
    wire,
    sent,
    line,
    push: (name: string, data: unknown) => listeners.get(name)?.(data),
    turn: (status: string) => {
      line.status = status;
      changed();
    },
  };
};

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const log = aSession();
const maria = enter(log, 1);
const jorge = help(log, 1);
const say = (seq: number, authorId: string, to: Message['to'] = 'everyone'): Message => ({
  id: anId(seq),
  seq,
  authorId,
  to,
  present: [OWNER, maria, jorge],
  text: 'x',
  at: NOON,
});

describe('marks', () => {
  const scene = (me = OWNER) => {
    const line = aWire();
    const standing = { messages: [] as Message[], version: 1 };
    const changed = jest.fn();
    const now = () => ({ session: log.state, ...standing, me: log.state.participants[me] });
    const marks = new ChatMarks(line.wire, STREAM, now, changed);
    const hear = (...messages: Message[]) => {
      standing.messages.push(...messages);
      standing.version = messages.at(-1)?.seq ?? standing.version;
      marks.follow();
    };
    return { ...line, marks, hear, changed, standing };
  };

  it('W14 tell what has come and what was on screen, together and at most once a second', async () => {
    const { sent, marks, hear } = scene();
    hear(say(2, maria), say(3, jorge, [OWNER]), say(4, OWNER));
    await pass(0);
    expect(sent).toEqual([{ name: 'mark', data: { stream: STREAM, delivered: 4, read: [] } }]);
    marks.sawUpTo(4);
    for (let seq = 5; seq < 25; seq += 1) {
      hear(say(seq, maria));
      marks.sawUpTo(seq);
      await pass(40);
    }
    await pass(2000);
    expect(sent.length).toBeLessThanOrEqual(4);
    expect(sent.at(-1)?.data).toEqual({ stream: STREAM, delivered: 24, read: [3, 24] });
    const told = sent.length;
    marks.sawUpTo(3);
    marks.follow();
    await pass(5000);
    expect(sent.length).toBe(told);
    marks.close();
  });

  it('W14 are told again when the line comes back, and not while there is none or nobody is in', async () => {
    const { sent, hear, turn, line, marks } = scene();
    turn('offline');
    hear(say(2, maria));
    await pass(3000);
    expect(sent).toEqual([]);
    turn('online');
    await pass(0);
    expect(sent).toHaveLength(1);
    turn('offline');
    turn('online');
    await pass(0);
    expect(sent).toHaveLength(2);
    line.answers = false;
    hear(say(3, maria));
    await pass(1500);
    line.answers = true;
    turn('online');
    await pass(0);
    expect(sent.at(-1)?.data).toMatchObject({ delivered: 3 });
    marks.close();
    const outside = scene(anId(66));
    outside.hear(say(2, maria));
    await pass(3000);
    expect(outside.sent).toEqual([]);
    outside.marks.close();
  });

  it('W14 of others are what was said last, and of another conversation nothing', () => {
    const { push, marks, changed } = scene();
    push('marks', { stream: anId(7), marks: [{ participantId: maria, delivered: 9, read: [9] }] });
    expect(marks.all).toEqual([]);
    push('marks', { stream: STREAM, marks: [{ participantId: maria, delivered: 9, read: [4] }] });
    push('marks', { stream: STREAM, marks: [{ participantId: maria, delivered: 5, read: [4, 8] }] });
    expect(marks.all).toEqual([{ participantId: maria, delivered: 9, read: [4, 8] }]);
    expect(changed).toHaveBeenCalledTimes(2);
    marks.close();
  });
});

describe('typing', () => {
  it('W14 W15 is told now and then, at once to others, and ends by itself or with the line', async () => {
    const { wire, sent, push } = aWire();
    const changed = jest.fn();
    const typing = new Typing(wire, STREAM, changed, () => Date.now());
    for (let key = 0; key < 20; key += 1) {
      typing.tell([jorge]);
      await pass(200);
    }
    expect(sent.map(({ data }) => data)).toEqual(
      [1, 2].map(() => ({ stream: STREAM, kind: 'typing', to: [jorge] })),
    );
    typing.tell('everyone');
    expect(sent).toHaveLength(3);
    typing.rest();
    typing.tell('everyone');
    expect(sent).toHaveLength(4);

    push('ephemeral', { stream: STREAM, kind: 'typing', from: maria });
    push('ephemeral', { stream: anId(7), kind: 'typing', from: jorge });
    expect(typing.who).toEqual([maria]);
    await pass(4000);
    push('ephemeral', { stream: STREAM, kind: 'typing', from: maria });
    await pass(4000);
    expect(typing.who).toEqual([maria]);
    await pass(2000);
    expect(typing.who).toEqual([]);
    push('ephemeral', { stream: STREAM, kind: 'typing', from: maria });
    typing.said(say(2, jorge));
    expect(typing.who).toEqual([maria]);
    typing.said(say(3, maria));
    expect(typing.who).toEqual([]);
    typing.close();
  });

  it('W14 is not told without a line', () => {
    const { wire, sent, turn } = aWire();
    const typing = new Typing(wire, STREAM, () => undefined);
    turn('offline');
    typing.tell('everyone');
    expect(sent).toEqual([]);
    typing.close();
  });
});

describe('a draft', () => {
  it('W15 is kept with whom it is for, through a reload, until it is forgotten', () => {
    const store = memoryStore();
    const draft = new ChatDraft(store, 'here');
    expect(draft.snapshot).toEqual({ text: '', to: 'everyone' });
    const changed = jest.fn();
    draft.subscribe(changed);
    draft.write('Only for');
    draft.sendTo([jorge]);
    expect(changed).toHaveBeenCalledTimes(2);
    expect(new ChatDraft(store, 'here').snapshot).toEqual({ text: 'Only for', to: [jorge] });
    expect(new ChatDraft(store, 'elsewhere').snapshot.to).toBe('everyone');
    // Nobody chosen is not everyone.
    draft.sendTo([]);
    expect(new ChatDraft(store, 'here').snapshot).toEqual({ text: 'Only for', to: [] });
    draft.forget();
    expect(store.keys('')).toEqual([]);
    store.set('here', '{"text":1}');
    expect(new ChatDraft(store, 'here').snapshot).toEqual({ text: '', to: 'everyone' });
  });
});
