import { anId, aSession, enter, help, NOON, OWNER } from '@relevo/testing';
import {
  decideSession,
  evolveSession,
  isRefusal,
  mayReadSession,
  namingsOf,
  noSession,
  type SessionCommand,
  type SessionEvent,
  type SessionState,
  type StartLists,
} from '../index';

const LISTS: StartLists = {
  types: [
    { id: anId(80), name: 'Help', codeRequired: false, standard: true, archived: false },
    { id: anId(81), name: 'Billing', codeRequired: true, standard: false, archived: false },
  ],
  codes: [{ id: anId(82), code: '4711', label: 'Sales', archived: false }],
  codeForm: '',
};
const START = {
  number: '482913207',
  conversationId: anId(101),
  subject: '',
  owner: { participantId: OWNER, accountId: anId(2), name: 'Ana' },
};
const BILLING = { typeId: anId(81), code: '4711', customerName: 'María' };
const NOTHING = { typeId: null, code: null, customerName: '' };

const decide = (
  state: SessionState,
  command: SessionCommand,
  who = OWNER,
  lists: StartLists | undefined = LISTS,
) =>
  decideSession(state, command, {
    now: NOON,
    actor: { kind: 'participant', participantId: who },
    policy: aSession().policy,
    lists,
  });
const typesOf = (decision: ReturnType<typeof decide>) =>
  isRefusal(decision) ? decision.refused : decision.map(({ type }) => type);
const folded = (state: SessionState, decision: ReturnType<typeof decide>): SessionState => {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision.reduce((now, event) => evolveSession(now, { ...event, seq: now.version + 1 }), state);
};
const started = (labels = BILLING as typeof NOTHING | typeof BILLING) =>
  folded(
    noSession(anId(100)),
    decide(noSession(anId(100)), { type: 'session.start', data: { ...START, labels } }),
  );

describe('W7 what a session is by the lists', () => {
  test.each(['session.start', 'session.prepare'] as const)('%s says it in the same append', (type) => {
    const decision = decide(noSession(anId(100)), { type, data: { ...START, labels: BILLING } });
    expect(typesOf(decision).slice(1)).toEqual(['session.labelled', 'customer.expected']);
    const state = folded(noSession(anId(100)), decision);
    expect(state.labels).toEqual({
      sessionType: { id: anId(81), name: 'Billing' },
      trackingCode: { code: '4711', label: 'Sales' },
      by: null,
    });
    expect(state.expectedCustomer).toBe('María');
  });

  test('nothing starts without a code that its type requires', () => {
    const labels = { ...BILLING, code: null };
    const decision = decide(noSession(anId(100)), { type: 'session.start', data: { ...START, labels } });
    expect(decision).toEqual({ refused: 'TRACKING_CODE_MISSING' });
  });

  test('the standard type is taken by who chooses none; a site without lists has nothing to say', () => {
    for (const labels of [undefined, NOTHING]) {
      const decision = decide(noSession(anId(100)), { type: 'session.start', data: { ...START, labels } });
      expect(folded(noSession(anId(100)), decision).labels?.sessionType?.name).toBe('Help');
    }
    const none = { types: [], codes: [], codeForm: '' };
    expect(
      typesOf(decide(noSession(anId(100)), { type: 'session.start', data: START }, OWNER, none)),
    ).toEqual(['session.started']);
  });

  test('one that was prepared bears what was chosen then, also when the list has changed', () => {
    const prepared = folded(
      noSession(anId(100)),
      decide(noSession(anId(100)), { type: 'session.prepare', data: { ...START, labels: BILLING } }),
    );
    const archived = { ...LISTS, types: LISTS.types.map((type) => ({ ...type, archived: true })) };
    expect(typesOf(decide(prepared, { type: 'session.start', data: START }, OWNER, archived))).toEqual([
      'session.started',
    ]);
  });

  test('W4 a program that starts it is named, also without any list', () => {
    const data = { ...START, by: 'Tickets' };
    const none = { types: [], codes: [], codeForm: '' };
    const decision = decide(noSession(anId(100)), { type: 'session.start', data }, OWNER, none);
    expect(folded(noSession(anId(100)), decision).labels).toEqual({
      sessionType: null,
      trackingCode: null,
      by: 'Tickets',
    });
  });
});

describe('W7 changing it', () => {
  const change = (over: object) =>
    ({ type: 'session.label', data: { ...BILLING, ...over } }) as SessionCommand;

  test('is the owner’s, by the same rule as the start; the same again is nothing to do', () => {
    const state = started();
    expect(decide(state, change({}))).toEqual([]);
    expect(typesOf(decide(state, change({ typeId: anId(80), code: null })))).toEqual(['session.labelled']);
    expect(typesOf(decide(state, change({ customerName: '' })))).toEqual(['customer.expected']);
    expect(decide(state, change({ code: null }))).toEqual({ refused: 'TRACKING_CODE_MISSING' });
    expect(decide(state, change({ typeId: null }))).toEqual({ refused: 'SESSION_TYPE_MISSING' });
  });

  test('is nobody else’s, and not possible after the end', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const jorge = help(log, 1);
    const data = NOTHING;
    expect(log.give(maria, { type: 'session.label', data })).toBe('CSR_ONLY');
    expect(log.give(jorge, { type: 'session.label', data })).toBe('NOT_THE_OWNER');
    expect(log.give(anId(66), { type: 'session.label', data })).toBe('NOT_IN_SESSION');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(log.give(OWNER, { type: 'session.label', data })).toBe('SESSION_ENDED');
  });

  test('customers never read it; the name can be erased without the rest', () => {
    const log = aSession();
    const maria = enter(log, 1);
    log.must(OWNER, { type: 'session.label', data: { ...NOTHING, customerName: 'Maria G.' } });
    const events = log.events;
    const naming = events.at(-1) as SessionEvent;
    expect(naming.type).toBe('customer.expected');
    expect(mayReadSession(log.state, naming, maria)).toBe(false);
    expect(mayReadSession(log.state, naming, OWNER)).toBe(true);
    const labelled = { ...naming, type: 'session.labelled' } as unknown as SessionEvent;
    expect(mayReadSession(log.state, labelled, maria)).toBe(false);
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(namingsOf(log.state, events, maria)).toContain(naming.seq);
  });
});
