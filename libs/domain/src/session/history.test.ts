import { anId, aSession, enter, help, NOON, OWNER, type SessionLog } from '@relevo/testing';
import {
  type Audience,
  type ConversationEvent,
  type LaterReader,
  mayReadConversationLater,
  mayReadSessionLater,
  openHistory,
  type SessionEvent,
} from '../index';

const SUPERVISOR: LaterReader = { participantId: undefined, supervisor: true };
const STRANGER: LaterReader = { participantId: undefined, supervisor: false };
const as = (participantId: string, supervisor = false): LaterReader => ({ participantId, supervisor });

const scene = () => {
  const log = aSession();
  return { log, maria: enter(log, 1), jorge: help(log, 1) };
};
const ended = (log: SessionLog) => log.must(OWNER, { type: 'session.end', data: {} });
const line = (log: SessionLog, authorId: string, to: Audience): ConversationEvent => ({
  type: 'message.posted',
  version: 1,
  seq: 9,
  at: NOON,
  actor: { kind: 'participant', participantId: authorId },
  data: {
    messageId: anId(9),
    authorId,
    text: 'x',
    to,
    present: Object.keys(log.state.participants),
    sentAt: NOON,
  },
});

describe('opening a session of the history', () => {
  it('SEC-C12 a supervisor opens one that is over, and one that is live only by a part in it', () => {
    const { log } = scene();
    expect(openHistory(log.state, SUPERVISOR)).toEqual({ refused: 'SESSION_LIVE' });
    expect(openHistory(log.state, as(OWNER, true))).toBe('part');
    ended(log);
    expect(openHistory(log.state, SUPERVISOR)).toBe('supervisor');
    expect(openHistory(log.state, as(OWNER, true))).toBe('part');
  });

  it('nobody else opens what they had no part in', () => {
    const { log } = scene();
    expect(openHistory(log.state, STRANGER)).toBeUndefined();
    expect(openHistory(log.state, as(OWNER))).toBe('part');
    ended(log);
    expect(openHistory(log.state, STRANGER)).toBeUndefined();
    expect(openHistory(log.state, as(OWNER))).toBe('part');
  });

  it('a supervisor who left before the end reads the rest as a supervisor', () => {
    const { log, jorge } = scene();
    log.must(jorge, { type: 'participant.leave', data: {} });
    ended(log);
    expect(openHistory(log.state, as(jorge, true))).toBe('supervisor');
    expect(openHistory(log.state, as(jorge))).toBe('part');
  });
});

describe('what is read afterwards', () => {
  it('W15 lines by name stay with those who were named, also before a supervisor', () => {
    const { log, maria, jorge } = scene();
    ended(log);
    const reads = (to: Audience, reader: LaterReader) =>
      mayReadConversationLater(log.state, line(log, OWNER, to), reader);
    for (const to of ['everyone', 'csrs'] as const) {
      expect(reads(to, SUPERVISOR)).toBe(true);
      expect(reads(to, STRANGER)).toBe(false);
      expect(reads(to, as(jorge))).toBe(true);
    }
    expect(reads([maria], SUPERVISOR)).toBe(false);
    expect(reads([maria], as(jorge, true))).toBe(false);
    expect(reads([jorge], as(jorge, true))).toBe(true);
    expect(reads([maria], as(OWNER))).toBe(true);
  });

  it('SEC-C12 nothing of a session that is live is read by who had no part in it', () => {
    const { log } = scene();
    const started = log.events[0] as SessionEvent;
    expect(mayReadConversationLater(log.state, line(log, OWNER, 'everyone'), SUPERVISOR)).toBe(false);
    expect(mayReadSessionLater(log.state, started, SUPERVISOR)).toBe(false);
    ended(log);
    expect(mayReadSessionLater(log.state, started, SUPERVISOR)).toBe(true);
    expect(mayReadSessionLater(log.state, started, STRANGER)).toBe(false);
    expect(mayReadSessionLater(log.state, started, as(OWNER))).toBe(true);
  });

  it('a CSR who went reads what was until then, and a supervisor the rest', () => {
    const { log, jorge } = scene();
    log.must(jorge, { type: 'participant.leave', data: {} });
    log.must(OWNER, { type: 'note.save', data: { base: 0, text: 'later' } });
    const note = log.events.at(-1) as SessionEvent;
    ended(log);
    expect(mayReadSessionLater(log.state, note, as(jorge))).toBe(false);
    expect(mayReadSessionLater(log.state, note, as(jorge, true))).toBe(true);
  });
});
