import { anId, arrive, aSession, attach, enter, given, grant, help, OWNER, report } from '@relevo/testing';
import { decideConversation } from '../conversation/conversation';
import {
  abilities,
  isRefusal,
  mayReadConversation,
  mayReadSession,
  ownerOf,
  primaryOf,
  stopReason,
} from '../index';

const transfer = (participantId: string, reason = 'My shift ends') =>
  ({ type: 'control.transfer', data: { participantId, reason } }) as const;
const promote = (participantId: string) =>
  ({ type: 'participant.promote', data: { participantId } }) as const;
const SOFIA = { participantId: anId(1700), accountId: anId(1701), name: 'Sofia Conti', supervisor: true };

/** Ana controls María's computer; Jorge helps. */
const scene = () => {
  const log = aSession();
  const maria = enter(log, 1);
  const machine = attach(log, maria, 'machine', 1);
  const jorge = help(log, 1);
  const [view, control] = [grant(log, 'screen.view', 1), grant(log, 'input.control', 2)];
  return { log, maria, machine, jorge, view, control };
};

describe('whoever has left', () => {
  it('W41 cannot be given the session, W13 nor be made the primary customer', () => {
    const { log, maria, jorge } = scene();
    const luca = enter(log, 2);
    enter(log, 3);
    help(log, 2);
    for (const who of [jorge, luca]) log.must(who, { type: 'participant.leave', data: {} });
    expect(log.give(OWNER, transfer(jorge))).toBe('NO_COLLEAGUE_HERE');
    expect(log.give(OWNER, promote(luca))).toBe('NOT_IN_SESSION');
    expect([ownerOf(log.state)?.id, primaryOf(log.state)?.id]).toEqual([OWNER, maria]);
  });
});

describe('colleagues', () => {
  it('W39 W40 a colleague who is asked comes in as an assistant; nobody else comes by that invite', () => {
    const log = aSession();
    const csr = { accountId: anId(1601), name: 'Jorge Peña' };
    log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(40), minutes: null, csr } });
    expect(log.give(OWNER, { type: 'invite.create', data: { inviteId: anId(41), minutes: null, csr } })).toBe(
      'COLLEAGUE_ASKED',
    );
    const other = { participantId: anId(50), accountId: anId(51), name: 'X', supervisor: false };
    expect(log.give(null, { type: 'csr.join', data: { ...other, inviteId: anId(40) } })).toBe(
      'INVITE_UNKNOWN',
    );
    const asCustomer = { inviteId: anId(40), participantId: anId(52), name: 'X', language: 'es' };
    expect(log.give(null, { type: 'participant.join', data: asCustomer })).toBe('INVITE_FOR_COLLEAGUE');
    const jorge = { participantId: anId(60), ...csr, supervisor: false };
    log.must(null, { type: 'csr.join', data: { ...jorge, inviteId: anId(40) } });
    expect(log.state.participants[anId(60)]).toMatchObject({ role: 'assistant', status: 'joined' });
    expect(log.give(OWNER, { type: 'invite.create', data: { inviteId: anId(42), minutes: null, csr } })).toBe(
      'COLLEAGUE_HERE',
    );
  });

  it('W40 a ring is declined by the one it is for, or runs out; a customer’s invite lets no CSR in', () => {
    const log = aSession();
    const csr = { accountId: anId(1601), name: 'Jorge Peña' };
    const jorge = { participantId: anId(60), ...csr, supervisor: false };
    const invite = (n: number, whom?: typeof csr) =>
      log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(n), minutes: null, csr: whom } });
    invite(40, csr);
    const decline = (accountId: string) =>
      log.give(null, { type: 'invite.decline', data: { inviteId: anId(40), accountId } });
    expect(decline(anId(99))).toBe('INVITE_UNKNOWN');
    expect(decline(csr.accountId)).toBeNull();
    expect(log.give(null, { type: 'csr.join', data: { ...jorge, inviteId: anId(40) } })).toBe(
      'INVITE_DECLINED',
    );
    invite(41, csr);
    log.now += 60_000;
    expect(log.give(null, { type: 'csr.join', data: { ...jorge, inviteId: anId(41) } })).toBe(
      'INVITE_EXPIRED',
    );
    invite(42);
    expect(log.give(null, { type: 'csr.join', data: { ...jorge, inviteId: anId(42) } })).toBe(
      'INVITE_UNKNOWN',
    );
  });

  it('an assistant chats and invites, may ask to see what the owner sees, and neither drives nor ends', () => {
    const { log, jorge, machine } = scene();
    const can = abilities(log.state, jorge, { now: log.now });
    expect(can).toMatchObject({
      'message.post': null,
      'invite.create': null,
      'screen.view': null,
      'participant.leave': null,
      'input.control': 'NOT_THE_OWNER',
      'session.end': 'NOT_THE_OWNER',
      'session.park': 'NOT_THE_OWNER',
      'control.transfer': 'NOT_THE_OWNER',
      'participant.promote': 'NOT_THE_OWNER',
    });
    for (const grantId of Object.keys(log.state.grants))
      report(log, machine, { type: 'grant.ended', data: { grantId, deviceId: machine, reason: 'customer' } });
    expect(abilities(log.state, jorge, { now: log.now })['screen.view']).toBe('NOTHING_SHARED');
  });
});

describe('transfer of control', () => {
  it('W41 only to a CSR who is in the session, by its owner, with a reason', () => {
    const { log, maria, jorge } = scene();
    expect(log.give(jorge, transfer(jorge))).toBe('NOT_THE_OWNER');
    expect(log.give(OWNER, transfer(maria))).toBe('NO_COLLEAGUE_HERE');
    expect(log.give(OWNER, transfer(anId(66)))).toBe('NO_COLLEAGUE_HERE');
    expect(log.give(OWNER, transfer(OWNER))).toBe('OWNER_ALREADY');
    expect(log.give(OWNER, transfer(jorge, '  '))).toBe('REASON_MISSING');
    log.must(jorge, { type: 'participant.leave', data: {} });
    expect(log.give(OWNER, transfer(jorge))).toBe('NO_COLLEAGUE_HERE');
    help(log, 1);
    log.must(OWNER, transfer(jorge));
    expect(ownerOf(log.state)?.id).toBe(jorge);
    expect(log.state.participants[OWNER]).toMatchObject({ role: 'assistant', status: 'joined' });
  });

  it('W42 SEC-C8 all that was allowed is asked to stop and questions are taken back; the new owner asks anew', () => {
    const { log, jorge, view, control, machine } = scene();
    log.must(OWNER, transfer(jorge));
    expect([log.state.grants[view]?.status, log.state.grants[control]?.status]).toEqual([
      'stopping',
      'stopping',
    ]);
    const asked = log.events.filter((e) => e.type === 'grant.stopAsked');
    expect(asked.map((e) => stopReason(e, log.state))).toEqual(['transferred', 'transferred']);
    // Until the device has said that it is over, nobody else can have it.
    expect(abilities(log.state, jorge, { now: log.now })['input.control']).toBe('CONTROLLED_BY_ANOTHER');
    for (const grantId of [control, view])
      report(log, machine, {
        type: 'grant.ended',
        data: { grantId, deviceId: machine, reason: 'transferred' },
      });
    expect(abilities(log.state, OWNER, { now: log.now })['input.control']).toBe('NOT_THE_OWNER');
    expect(abilities(log.state, jorge, { now: log.now })['input.control']).toBeNull();
  });

  it('SEC-C8 an answer to the former owner that comes after the transfer is asked to stop at once', () => {
    const log = aSession();
    const machine = attach(log, enter(log, 1), 'machine', 1);
    const jorge = help(log, 1);
    const data = {
      requestId: anId(4001),
      capability: 'screen.view',
      minutes: null,
      participantId: null,
    } as const;
    log.must(OWNER, { type: 'grant.request', data });
    log.must(OWNER, transfer(jorge));
    expect(log.state.requests[anId(4001)]?.status).toBe('withdrawn');
    report(log, machine, given(log, anId(4001), anId(5001)));
    expect(log.state.grants[anId(5001)]?.status).toBe('stopping');
    // What the owner of now was given stands.
    log.must(jorge, { type: 'grant.request', data: { ...data, requestId: anId(4002) } });
    report(log, machine, given(log, anId(4002), anId(5002)));
    expect(log.state.grants[anId(5002)]?.status).toBe('given');
  });

  it('W43 W44 the former owner may leave, may not end, and may once control is given back', () => {
    const { log, jorge } = scene();
    log.must(OWNER, transfer(jorge));
    expect(log.give(OWNER, { type: 'session.end', data: {} })).toBe('NOT_THE_OWNER');
    expect(abilities(log.state, OWNER, { now: log.now })['participant.leave']).toBeNull();
    expect(log.give(jorge, { type: 'participant.leave', data: {} })).toBe('OWNER_CANNOT_LEAVE');
    log.must(jorge, transfer(OWNER, 'The server works again'));
    expect(log.give(OWNER, { type: 'session.end', data: {} })).toBeNull();
  });

  it('the reason is for those who work here: CSRs read it, customers do not', () => {
    const { log, maria, jorge } = scene();
    log.must(OWNER, transfer(jorge));
    const explained = log.events.find((e) => e.type === 'control.explained');
    if (!explained) throw new Error('no reason in the log');
    expect(explained.data).toEqual({ reason: 'My shift ends' });
    expect([OWNER, jorge, maria].map((who) => mayReadSession(log.state, explained, who))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('parking, losing, supervising', () => {
  it('W43 an owner parks instead of leaving: nothing runs, chat goes on, and they resume', () => {
    const { log, maria, jorge, control } = scene();
    expect(log.give(jorge, { type: 'session.park', data: {} })).toBe('NOT_THE_OWNER');
    expect(log.give(OWNER, { type: 'session.resume', data: {} })).toBe('SESSION_NOT_PARKED');
    const waiting = arrive(log, 3);
    log.must(OWNER, { type: 'session.park', data: {} });
    expect(log.state).toMatchObject({ phase: 'parked', parkedAt: log.now });
    expect(log.state.grants[control]?.status).toBe('stopping');
    expect(abilities(log.state, OWNER, { now: log.now })).toMatchObject({
      'input.control': 'SESSION_PARKED',
      'agent.suggest': 'SESSION_PARKED',
      'session.end': null,
      'session.resume': null,
      'message.post': null,
    });
    expect(log.give(OWNER, { type: 'participant.admit', data: { participantId: waiting } })).toBe(
      'SESSION_PARKED',
    );
    expect(abilities(log.state, maria, { now: log.now })['message.post']).toBeNull();
    log.must(OWNER, { type: 'session.resume', data: {} });
    expect(log.state).toMatchObject({ phase: 'open', parkedAt: undefined });
    log.must(OWNER, { type: 'participant.admit', data: { participantId: waiting } });
  });

  it('W43 nobody comes in by a link while the session is parked, and by the same link afterwards', () => {
    const log = aSession();
    log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(7), minutes: null } });
    log.must(OWNER, { type: 'session.park', data: {} });
    const join = { inviteId: anId(7), participantId: anId(8), name: 'María', language: 'es' };
    expect(log.give(null, { type: 'participant.join', data: join })).toBe('SESSION_PARKED');
    log.must(OWNER, { type: 'session.resume', data: {} });
    expect(log.give(null, { type: 'participant.join', data: join })).toBeNull();
  });

  it('SEC-C12 a supervisor comes in by an event that everybody reads and holds nothing; a CSR needs to be asked', () => {
    const { log, maria, jorge } = scene();
    const ines = {
      participantId: anId(70),
      accountId: anId(71),
      name: 'Inés',
      supervisor: false,
      inviteId: null,
    };
    expect(log.give(null, { type: 'csr.join', data: ines })).toBe('SUPERVISOR_ONLY');
    log.must(null, { type: 'csr.join', data: { ...SOFIA, inviteId: null } });
    const arrival = log.events.at(-1);
    if (arrival?.type !== 'csr.joined') throw new Error('no arrival in the log');
    for (const reader of [OWNER, jorge, maria]) expect(mayReadSession(log.state, arrival, reader)).toBe(true);
    expect(Object.values(log.state.grants).filter((g) => g.csrId === SOFIA.participantId)).toEqual([]);
    expect(abilities(log.state, SOFIA.participantId, { now: log.now })['input.control']).toBe(
      'NOT_THE_OWNER',
    );
  });

  it('SEC-C12 who has gone reads nothing of what comes after, in the session and in its chat, until they are back', () => {
    const { log, jorge } = scene();
    log.must(jorge, { type: 'participant.leave', data: {} });
    const before = log.events.filter((e) => mayReadSession(log.state, e, jorge)).length;
    expect(before).toBe(log.events.length);
    log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(80), minutes: null } });
    const after = log.events.at(-1);
    if (!after) throw new Error('nothing happened');
    expect(mayReadSession(log.state, after, jorge)).toBe(false);
    const post = () => {
      const data = { messageId: anId(9), text: 'Hello', to: 'everyone', sentAt: log.now } as const;
      const actor = { kind: 'participant', participantId: OWNER } as const;
      const context = { now: log.now, policy: log.policy, actor };
      const events = decideConversation(log.state, { type: 'message.post', data }, context);
      if (isRefusal(events) || !events[0]) throw new Error('not posted');
      return { ...events[0], seq: 9 } as Parameters<typeof mayReadConversation>[1];
    };
    const line = post();
    expect(mayReadConversation(log.state, line, jorge)).toBe(false);
    help(log, 1);
    expect(mayReadSession(log.state, after, jorge)).toBe(true);
    expect(mayReadConversation(log.state, line, jorge)).toBe(true);
  });

  it('a supervisor takes over a lost owner’s session with a reason, coming in with the same step; others do not', () => {
    const { log, jorge, control } = scene();
    const take = (coming: typeof SOFIA, reason = 'Ana does not answer') =>
      log.give(null, { type: 'control.takeOver', data: { ...coming, reason } });
    expect(take({ ...SOFIA, supervisor: false })).toBe('SUPERVISOR_ONLY');
    expect(take(SOFIA, '')).toBe('REASON_MISSING');
    expect(abilities(log.state, jorge, { now: log.now })['control.takeOver']).toBe('SUPERVISOR_ONLY');
    expect(take(SOFIA)).toBeNull();
    expect(ownerOf(log.state)?.id).toBe(SOFIA.participantId);
    expect(log.events.map((e) => e.type).slice(-5)).toEqual([
      'csr.joined',
      'grant.stopAsked',
      'grant.stopAsked',
      'control.transferred',
      'control.explained',
    ]);
    expect(log.state.grants[control]?.status).toBe('stopping');
    expect(take(SOFIA)).toBe('OWNER_ALREADY');
  });
});

describe('several customers', () => {
  it('W13 the owner promotes another customer: the former one’s grants and questions end with it', () => {
    const { log, maria, control, jorge } = scene();
    const luca = enter(log, 2, 'Luca Ferri');
    expect(log.give(jorge, promote(luca))).toBe('NOT_THE_OWNER');
    expect(log.give(maria, promote(luca))).toBe('CSR_ONLY');
    expect(log.give(OWNER, promote(anId(66)))).toBe('NOT_IN_SESSION');
    log.must(OWNER, promote(luca));
    expect(primaryOf(log.state)?.id).toBe(luca);
    expect(log.state.participants[maria]).toMatchObject({ role: 'secondary', status: 'joined' });
    expect(log.state.grants[control]?.status).toBe('stopping');
    const count = log.events.length;
    log.must(OWNER, promote(luca));
    expect(log.events).toHaveLength(count);
  });

  it('W13 alone there is nobody to promote', () => {
    const log = aSession();
    const maria = enter(log, 1);
    expect(log.give(OWNER, promote(maria))).toBe('NO_OTHER_CUSTOMER');
  });

  it('W13 an answer of the former primary customer that comes late is asked to stop', () => {
    const log = aSession();
    const machine = attach(log, enter(log, 1), 'machine', 1);
    const luca = enter(log, 2, 'Luca Ferri');
    const data = {
      requestId: anId(4001),
      capability: 'screen.view',
      minutes: null,
      participantId: null,
    } as const;
    log.must(OWNER, { type: 'grant.request', data });
    log.must(OWNER, promote(luca));
    report(log, machine, given(log, anId(4001), anId(5001)));
    expect(log.state.grants[anId(5001)]?.status).toBe('stopping');
  });
});
