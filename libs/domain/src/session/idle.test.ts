import {
  anId,
  arrive,
  aSession,
  attach,
  enter,
  given,
  NOON,
  OWNER,
  report,
  type SessionLog,
} from '@relevo/testing';
import { DEFAULT_POLICY, IDLE_WARNING_MINUTES, idlenessOf, mayReadSession } from '../index';

const MINUTE = 60_000;
const HOUR = { idleParkMinutes: 60 };
const quiet = (minutes: number, warnedUntil?: number, inUse = false) => ({
  now: NOON + minutes * MINUTE,
  lastActivityAt: NOON,
  inUse,
  warning: warnedUntil === undefined ? undefined : { since: NOON, parksAt: NOON + warnedUntil * MINUTE },
});

describe('how quiet a session is', () => {
  it('is left alone, then warned of five minutes before, then parked', () => {
    expect(idlenessOf(quiet(54.9), HOUR)).toEqual({ kind: 'active' });
    expect(idlenessOf(quiet(55), HOUR)).toEqual({ kind: 'warned', parksAt: NOON + 60 * MINUTE });
    expect(idlenessOf(quiet(59.9, 60), HOUR)).toEqual({ kind: 'warned', parksAt: NOON + 60 * MINUTE });
    expect(idlenessOf(quiet(60, 60), HOUR)).toEqual({ kind: 'park' });
  });

  it('is warned of for half the time where that is less', () => {
    expect(idlenessOf(quiet(0.4), { idleParkMinutes: 1 })).toEqual({ kind: 'active' });
    expect(idlenessOf(quiet(0.5), { idleParkMinutes: 1 })).toEqual({
      kind: 'warned',
      parksAt: NOON + MINUTE,
    });
  });

  it('is never parked without a warning that stood its whole time', () => {
    const after = idlenessOf(quiet(600), HOUR);
    expect(after).toEqual({ kind: 'warned', parksAt: NOON + (600 + IDLE_WARNING_MINUTES) * MINUTE });
    expect(idlenessOf(quiet(604, 605), HOUR)).toMatchObject({ kind: 'warned' });
  });

  it('is warned of anew when something has happened since the warning, however late anybody looks', () => {
    const before = { since: NOON - MINUTE, parksAt: NOON + 60 * MINUTE };
    expect(idlenessOf({ ...quiet(600), warning: before }, HOUR)).toEqual({
      kind: 'warned',
      parksAt: NOON + 605 * MINUTE,
    });
  });

  it('is active while a grant holds, when the site parks nothing, and when it is given longer', () => {
    expect(idlenessOf(quiet(600, 60, true), HOUR)).toEqual({ kind: 'active' });
    expect(idlenessOf(quiet(600, 60), { idleParkMinutes: 0 })).toEqual({ kind: 'active' });
    expect(idlenessOf(quiet(60, 60), { idleParkMinutes: 120 })).toEqual({ kind: 'active' });
  });

  it('the setting of a new site warns after 55 minutes', () => {
    expect(idlenessOf(quiet(54), DEFAULT_POLICY)).toEqual({ kind: 'active' });
    expect(idlenessOf(quiet(55), DEFAULT_POLICY)).toMatchObject({ kind: 'warned' });
  });
});

const look = (log: SessionLog, minutes: number): string[] => {
  const from = log.events.length;
  log.now = NOON + minutes * MINUTE;
  log.must(null, { type: 'session.checkIdle', data: { lastActivityAt: NOON } });
  return log.events.slice(from).map(({ type }) => type);
};

describe('what follows', () => {
  it('W43 a quiet session is warned of once, and parked once, by the server and with its cause', () => {
    const log = aSession();
    expect(look(log, 54)).toEqual([]);
    expect(look(log, 55)).toEqual(['session.idleWarned']);
    expect(log.state.idle).toEqual({ since: NOON, parksAt: NOON + 60 * MINUTE });
    expect(look(log, 56)).toEqual([]);
    expect(look(log, 60)).toEqual(['session.parked']);
    expect(log.events.at(-1)).toMatchObject({ actor: { kind: 'system' }, data: { cause: 'idle' } });
    expect(log.state).toMatchObject({ phase: 'parked', parkedBecause: 'idle', idle: undefined });
    expect(look(log, 600)).toEqual([]);
    log.must(OWNER, { type: 'session.resume', data: {} });
    expect(log.state).toMatchObject({ phase: 'open', parkedBecause: undefined });
  });

  it('an owner’s park has no cause', () => {
    const log = aSession().must(OWNER, { type: 'session.park', data: {} });
    expect(log.events.at(-1)).toMatchObject({ type: 'session.parked', data: {} });
    expect(log.state.parkedBecause).toBeUndefined();
  });

  it('whoever works in it keeps it open; a customer does not; nothing to keep is nothing', () => {
    const log = aSession();
    const maria = enter(log, 1);
    expect(log.give(OWNER, { type: 'session.keep', data: {} })).toBeNull();
    expect(log.events.at(-1)?.type).toBe('participant.admitted');
    look(log, 55);
    expect(log.give(maria, { type: 'session.keep', data: {} })).toBe('CSR_ONLY');
    log.must(OWNER, { type: 'session.keep', data: {} });
    expect(log.state.idle).toBeUndefined();
    look(log, 70);
    look(log, 76);
    expect(log.state.phase).toBe('parked');
    expect(log.give(OWNER, { type: 'session.keep', data: {} })).toBe('SESSION_PARKED');
  });

  it('anything that happens ends a warning; what happens in the chat is said by the server', () => {
    const log = aSession();
    look(log, 55);
    arrive(log, 1);
    expect(log.state.idle).toBeUndefined();
    look(log, 56);
    expect(log.state.idle).toBeDefined();
    log.must(null, { type: 'session.checkIdle', data: { lastActivityAt: log.now } });
    expect(log.events.at(-1)).toMatchObject({ type: 'session.kept', actor: { kind: 'system' } });
    expect(log.state.idle).toBeUndefined();
  });

  it('a session in which control is held is never parked, and is when it has ended', () => {
    const log = aSession();
    const machine = attach(log, enter(log, 1), 'machine', 1);
    const ask = {
      requestId: anId(50),
      capability: 'input.control',
      minutes: 30,
      participantId: null,
    } as const;
    log.now = NOON + 50 * MINUTE;
    log.must(OWNER, { type: 'grant.request', data: ask });
    report(log, machine, given(log, anId(50), anId(60)));
    expect(look(log, 75)).toEqual([]);
    expect(look(log, 90)).toEqual(['session.idleWarned']);
    expect(look(log, 95)).toContain('session.parked');
  });

  it('a parked session with which nobody went on for as long as the site keeps sessions is ended; no other is', () => {
    const lies = (days: number, retentionDays = 30, log = aSession({ retentionDays })) => {
      log.must(OWNER, { type: 'session.park', data: {} });
      log.now = NOW + days * 24 * 60 * MINUTE;
      log.must(null, { type: 'session.checkIdle', data: { lastActivityAt: NOW } });
      return log.state;
    };
    const NOW = aSession().now;
    expect(lies(30.1)).toMatchObject({
      phase: 'ended',
      endReason: 'ended',
      endedAt: NOW + 30.1 * 86_400_000,
    });
    expect(lies(30).phase).toBe('parked');
    expect(lies(9000, 0).phase).toBe('parked');
    const open = aSession({ retentionDays: 1, idleParkMinutes: 0 });
    open.now += 9 * 86_400_000;
    open.must(null, { type: 'session.checkIdle', data: { lastActivityAt: NOW } });
    expect(open.state.phase).toBe('open');
  });

  it('customers read neither the warning nor that it is over', () => {
    const log = aSession();
    const maria = enter(log, 1);
    look(log, 55);
    log.must(OWNER, { type: 'session.keep', data: {} });
    for (const event of log.events.slice(-2)) {
      expect(mayReadSession(log.state, event, maria)).toBe(false);
      expect(mayReadSession(log.state, event, OWNER)).toBe(true);
    }
  });
});
