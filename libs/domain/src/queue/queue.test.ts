import {
  type Desk,
  enterVerdict,
  escalates,
  estimateWait,
  isDeserted,
  isRefusal,
  labelsOf,
  MOST_WAITING,
  openVerdict,
  pickVerdict,
  type Queue,
  type Stand,
  standAfterSession,
  standAt,
  standingOf,
  standSaid,
  type Ticket,
} from '../index';

const NOW = Date.parse('2026-11-27T09:00Z');
const QUEUE: Queue = {
  id: 'q',
  hours: { zone: 'UTC', spans: [{ day: 5, from: 480, to: 600 }] },
  fields: [
    { label: 'What', required: true },
    { label: 'Order', required: false },
  ],
  servedBy: ['ana', 'luca'],
  assignment: 'everybody',
  escalateSeconds: 60,
  callBacks: true,
  wrapUpSeconds: 0,
  archived: false,
};
const TICKET: Ticket = { state: 'waiting', escalated: false, offer: null };
const ANA: Desk = { accountId: 'ana', supervisor: false, state: 'ready', capacity: 2, load: 0 };
const pick = (ticket: Partial<Ticket>, desk: Partial<Desk> = {}, queue: Queue = QUEUE) =>
  pickVerdict(queue, { ...TICKET, ...ticket }, { ...ANA, ...desk }, NOW);

describe('W5 picking a customer', () => {
  test('who serves the queue picks who waits, and who asked to be called back', () => {
    expect(pick({})).toBeNull();
    expect(pick({ state: 'callBack' })).toBeNull();
    expect(pick({}, { state: 'wrapUp' })).toBeNull();
    expect(pick({}, { state: 'busy' })).toBeNull();
    expect(pick({}, { accountId: 'zoe' }, { ...QUEUE, servedBy: null })).toBeNull();
  });

  test('nobody picks who is taken or gone', () => {
    expect(pick({ state: 'picked' })).toBe('CUSTOMER_TAKEN');
    expect(pick({ state: 'givenUp' })).toBe('CUSTOMER_GONE');
    expect(pick({ state: 'done' })).toBe('CUSTOMER_GONE');
  });

  test('who waits or wishes to be called back is at the queue; nobody else is', () => {
    expect((['waiting', 'callBack'] as const).map((state) => openVerdict({ state }))).toEqual([null, null]);
    expect((['picked', 'givenUp', 'done'] as const).map((state) => openVerdict({ state }))).toEqual([
      'CUSTOMER_TAKEN',
      'CUSTOMER_GONE',
      'CUSTOMER_GONE',
    ]);
  });

  test('others pick nobody, except a supervisor once the waiting has escalated', () => {
    expect(pick({}, { accountId: 'zoe' })).toBe('QUEUE_NOT_YOURS');
    expect(pick({ escalated: true }, { accountId: 'zoe' })).toBe('QUEUE_NOT_YOURS');
    expect(pick({}, { accountId: 'zoe', supervisor: true })).toBe('QUEUE_NOT_YOURS');
    expect(pick({ escalated: true }, { accountId: 'zoe', supervisor: true })).toBeNull();
  });

  test('who is offered to somebody is theirs alone until the offer is over', () => {
    const offer = { accountId: 'luca', until: NOW + 1 };
    expect(pick({ offer })).toBe('CUSTOMER_OFFERED');
    expect(pick({ offer }, { accountId: 'luca', load: 1 })).toBeNull();
    expect(pick({ offer: { ...offer, until: NOW } })).toBeNull();
    expect(pick({ offer, escalated: true }, { supervisor: true })).toBeNull();
    expect(pick({ offer, escalated: true })).toBe('CUSTOMER_OFFERED');
  });

  test('nobody who is away, and nobody beyond their capacity; an offer to oneself is counted once', () => {
    expect(pick({}, { state: 'away' })).toBe('YOU_ARE_AWAY');
    expect(pick({}, { load: 1 })).toBeNull();
    expect(pick({}, { load: 2 })).toBe('CAPACITY_FULL');
    const offer = { accountId: 'ana', until: NOW + 1 };
    expect(pick({ offer }, { load: 2 })).toBeNull();
    expect(pick({ offer }, { load: 3 })).toBe('CAPACITY_FULL');
  });
});

describe('W5 entering a queue', () => {
  const enter = (over: object = {}, queue: object = {}, waiting = 0, now = NOW) =>
    enterVerdict({ ...QUEUE, ...queue }, { answers: ['Printer'], callBack: false, ...over }, waiting, now);

  test('is for who answers what is required while it is open', () => {
    expect(enter()).toBeNull();
    expect(enter({ answers: [] })).toBe('ANSWER_MISSING');
    expect(enter({ answers: ['  ', '4711'] })).toBe('ANSWER_MISSING');
    expect(enter({}, {}, 0, NOW + 3_600_000)).toBe('QUEUE_CLOSED');
    expect(enter({}, { archived: true })).toBe('QUEUE_GONE');
  });

  test('has an end', () => {
    expect(enter({}, {}, MOST_WAITING - 1)).toBeNull();
    expect(enter({}, {}, MOST_WAITING)).toBe('QUEUE_FULL');
  });

  test('to be called back is possible outside the hours, and where call-backs are taken', () => {
    const callBack = { callBack: true };
    expect(enter(callBack, {}, MOST_WAITING - 1, NOW + 3_600_000)).toBeNull();
    expect(enter(callBack, {}, MOST_WAITING, NOW)).toBe('QUEUE_FULL');
    expect(enter(callBack, { callBacks: false })).toBe('NO_CALL_BACKS');
    expect(enter({ ...callBack, answers: [] })).toBe('ANSWER_MISSING');
  });
});

describe('W5 waiting', () => {
  test('escalates after the time of its queue, and never where there is none', () => {
    expect(escalates(QUEUE, NOW - 59_999, NOW)).toBe(false);
    expect(escalates(QUEUE, NOW - 60_000, NOW)).toBe(true);
    expect(escalates({ escalateSeconds: null }, 0, NOW)).toBe(false);
  });

  test('is estimated by the median of the last waits, less what was waited, and else not at all', () => {
    expect(estimateWait([60_000, 600_000, 120_000], 0)).toBe(120_000);
    expect(estimateWait([60_000, 600_000, 120_000, 240_000], 30_000)).toBe(150_000);
    expect(estimateWait([60_000, 120_000], 0)).toBeNull();
    expect(estimateWait([60_000, 60_000, 60_000], 60_000)).toBeNull();
  });
});

test('W5 colleagues see how somebody stands: busy with full hands, offline without a console', () => {
  expect(standingOf(ANA, true)).toBe('ready');
  expect(standingOf({ ...ANA, load: 2 }, true)).toBe('busy');
  expect(standingOf({ ...ANA, state: 'away', load: 2 }, true)).toBe('away');
  expect(standingOf({ ...ANA, state: 'wrapUp' }, true)).toBe('wrapUp');
  expect(standingOf(ANA, false)).toBe('offline');
});

test('W5 a queue is deserted when none of those who serve it is at work; one that everybody serves never is', () => {
  expect(isDeserted(QUEUE, new Set(['zoe']))).toBe(true);
  expect(isDeserted(QUEUE, new Set(['zoe', 'luca']))).toBe(false);
  expect(isDeserted({ servedBy: null }, new Set())).toBe(false);
});

test('W5 W7 sessions of a queue bear its type and code, or the standard type; what cannot be says why', () => {
  const type = { id: 't', name: 'Printing', codeRequired: false, standard: true, archived: false };
  const lists = { types: [type], codes: [], codeForm: 'SC-#' };
  const choice = { typeId: null, code: 'sc-7' };
  expect(labelsOf(choice, lists)).toEqual({
    sessionType: { id: 't', name: 'Printing' },
    trackingCode: { code: 'SC-7', label: '' },
  });
  const archived = { ...lists, types: [{ ...type, archived: true }] };
  const verdict = labelsOf({ typeId: 't', code: null }, archived);
  expect(isRefusal(verdict) && verdict.refused).toBe('SESSION_TYPE_ARCHIVED');
  expect(labelsOf({ typeId: null, code: null }, archived)).toEqual({ sessionType: null, trackingCode: null });
});

describe('W5 after a session of a queue', () => {
  const READY: Stand = { state: 'ready', since: NOW - 1000, wrapUpUntil: null };
  const WRAPPING: Stand = { state: 'wrapUp', since: NOW, wrapUpUntil: NOW + 90_000 };

  test('who was ready wraps up for as long as the queue says, and is ready again when that is over', () => {
    expect(standAfterSession(READY, 90, NOW)).toEqual(WRAPPING);
    expect(standAt(WRAPPING, NOW + 89_999)).toEqual(WRAPPING);
    const after = { state: 'ready', since: NOW + 90_000, wrapUpUntil: null };
    expect(standAt(WRAPPING, NOW + 90_000)).toEqual(after);
    expect(standAt(WRAPPING, NOW + 500_000)).toEqual(after);
    // A moment that was left over makes nobody ready who said something else.
    expect(standAt({ ...WRAPPING, state: 'away' }, NOW + 90_000).state).toBe('away');
  });

  test('nobody wraps up where the queue says so, nor who is busy, away or wraps up of their own accord', () => {
    expect(standAfterSession(READY, 0, NOW)).toEqual(READY);
    for (const state of ['busy', 'away', 'wrapUp'] as const)
      expect(standAfterSession({ ...READY, state }, 90, NOW)).toEqual({ ...READY, state });
  });

  test('a second session makes it longer and never shorter; after one that is over another begins', () => {
    const later = NOW + 60_000;
    expect(standAfterSession(WRAPPING, 90, later)).toEqual({ ...WRAPPING, wrapUpUntil: later + 90_000 });
    expect(standAfterSession(WRAPPING, 10, later)).toEqual(WRAPPING);
    expect(standAfterSession(WRAPPING, 0, later)).toEqual(WRAPPING);
    const over = NOW + 100_000;
    expect(standAfterSession(WRAPPING, 90, over)).toEqual({
      state: 'wrapUp',
      since: over,
      wrapUpUntil: over + 90_000,
    });
  });

  test('saying that one is ready ends it, saying anything else too, and saying the same nothing', () => {
    const at = NOW + 30_000;
    expect(standSaid(WRAPPING, 'ready', at)).toEqual({ state: 'ready', since: at, wrapUpUntil: null });
    expect(standSaid(WRAPPING, 'away', at)).toEqual({ state: 'away', since: at, wrapUpUntil: null });
    expect(standSaid(WRAPPING, 'wrapUp', at)).toEqual(WRAPPING);
    const over = NOW + 100_000;
    expect(standSaid(WRAPPING, 'ready', over)).toMatchObject({ state: 'ready', since: NOW + 90_000 });
    expect(standSaid(WRAPPING, 'wrapUp', over)).toEqual({ state: 'wrapUp', since: over, wrapUpUntil: null });
  });
});
