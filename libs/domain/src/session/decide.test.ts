import {
  aKeyText,
  anId,
  arrive,
  aSession,
  attach,
  CONVERSATION,
  enter,
  given,
  grant,
  NOON,
  OWNER,
  report,
  SessionLog,
} from '@relevo/testing';
import {
  DEFAULT_POLICY,
  type DecideContext,
  decideSession,
  type EventType,
  inviteVerdict,
  minutesAllowed,
  type SessionCommand,
  staleInviteTried,
  versionOf,
} from '../index';

const MINUTE = 60_000;
const start = {
  number: '482913207',
  conversationId: CONVERSATION,
  subject: 'Printer',
  owner: { participantId: OWNER, accountId: anId(2), name: 'Ana' },
};
const contextOf = (log: SessionLog, who: string | null): DecideContext => ({
  now: log.now,
  policy: log.policy,
  actor: who === null ? { kind: 'system' } : { kind: 'participant', participantId: who },
});
/** What follows from a command, without its becoming part of the log. */
const decided = (log: SessionLog, who: string | null, command: SessionCommand) =>
  decideSession(log.state, command, contextOf(log, who));
const happens = (
  log: SessionLog,
  type: string,
  data: object,
  who: string | null = OWNER,
): Record<string, unknown> => ({
  type,
  version: versionOf(type as EventType),
  actor: contextOf(log, who).actor,
  at: log.now,
  data,
});
const withMachine = () => {
  const log = aSession();
  const maria = enter(log, 1);
  return { log, maria, machine: attach(log, maria, 'machine', 1) };
};
const ask = (n: number, over: object = {}) =>
  ({
    type: 'grant.request',
    data: {
      requestId: anId(4000 + n),
      capability: 'screen.view',
      minutes: null,
      participantId: null,
      ...over,
    },
  }) as SessionCommand;

describe('a session', () => {
  it('W1 W2 is prepared and started in the name of the organisation, by whoever did it, now', () => {
    const log = new SessionLog({ ...DEFAULT_POLICY, organisation: 'Acme' });
    const prepare = { type: 'session.prepare', data: start } as const;
    const whole = { ...start, organisation: 'Acme' };
    expect(decided(log, OWNER, prepare)).toEqual([happens(log, 'session.prepared', whole)]);
    log.must(OWNER, prepare);
    expect(log.give(OWNER, prepare)).toBe('SESSION_ALREADY_STARTED');
    const begin = { type: 'session.start', data: start } as const;
    expect(decided(log, OWNER, begin)).toEqual([happens(log, 'session.started', whole)]);
  });

  it('W44 ends with its reason: the owner’s word, or a report by whoever was invited', () => {
    const log = aSession();
    expect(decided(log, OWNER, { type: 'session.end', data: {} })).toEqual([
      happens(log, 'session.ended', { reason: 'ended' }),
    ]);
    expect(decided(log, null, { type: 'session.report', data: { inviteId: anId(7) } })).toEqual([
      happens(log, 'session.reported', { inviteId: anId(7) }, null),
      happens(log, 'session.ended', { reason: 'reported' }, null),
    ]);
  });

  it('SEC-A2 nobody does as the system what only people may', () => {
    const { log } = withMachine();
    expect(log.give(null, { type: 'session.end', data: {} })).toBe('NOT_IN_SESSION');
    expect(log.give(null, ask(1))).toBe('NOT_IN_SESSION');
    expect(log.give(null, { type: 'grant.stop', data: { grantId: anId(5001) } })).toBe('NOT_IN_SESSION');
  });

  it('W24 the agent is suggested to the primary customer', () => {
    const log = aSession();
    expect(log.give(OWNER, { type: 'agent.suggest', data: {} })).toBe('NO_CUSTOMER_JOINED');
    const maria = enter(log, 1);
    expect(decided(log, OWNER, { type: 'agent.suggest', data: {} })).toEqual([
      happens(log, 'agent.suggested', { participantId: maria }),
    ]);
  });
});

describe('invites', () => {
  it('W9 live a minute at least, and their code never longer than they', () => {
    const log = aSession({ inviteMinutes: 15, codeMinutes: 5 });
    const create = (minutes: number | null) =>
      decided(log, OWNER, { type: 'invite.create', data: { inviteId: anId(7), minutes } });
    const lives = (invite: number, code: number) => [
      happens(log, 'invite.created', {
        inviteId: anId(7),
        expiresAt: NOON + invite * MINUTE,
        codeExpiresAt: NOON + code * MINUTE,
      }),
    ];
    expect(create(0)).toEqual(lives(1, 1));
    expect(create(null)).toEqual(lives(15, 5));
    expect(create(9999)).toEqual(lives(1440, 5));
  });

  it('SEC-J1 each stale try is told with its reason, a good or unknown invite with none', () => {
    const log = aSession();
    const invite = (n: number) =>
      log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(n), minutes: 10 } });
    invite(71).must(OWNER, { type: 'invite.revoke', data: { inviteId: anId(71) } });
    invite(72);
    const tried = (n: number) => staleInviteTried(log.state, anId(n), contextOf(log, null));
    expect(tried(71)).toEqual([
      happens(log, 'invite.refused', { inviteId: anId(71), reason: 'revoked' }, null),
    ]);
    expect(tried(72)).toEqual([]);
    log.now += 10 * MINUTE;
    expect(tried(72)).toEqual([
      happens(log, 'invite.refused', { inviteId: anId(72), reason: 'expired' }, null),
    ]);
    expect(inviteVerdict(log.state, anId(71), log.now)).toBe('INVITE_REVOKED');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(tried(72)).toEqual([]);
  });

  it('W9 joining says who came by which invite', () => {
    const log = aSession().must(OWNER, {
      type: 'invite.create',
      data: { inviteId: anId(7), minutes: null },
    });
    const data = { inviteId: anId(7), participantId: anId(8), name: 'María', language: 'es' };
    expect(decided(log, null, { type: 'participant.join', data })).toEqual([
      happens(log, 'invite.used', { inviteId: anId(7), participantId: anId(8) }, null),
      happens(log, 'participant.arrived', data, null),
    ]);
  });

  it('a CSR’s key is told as theirs', () => {
    const log = aSession();
    const data = { key: aKeyText(), thumbprint: 'x' };
    expect(decided(log, OWNER, { type: 'csr.presentKey', data })).toEqual([
      happens(log, 'csr.keyPresented', { participantId: OWNER, ...data }),
    ]);
    const waiting = arrive(log, 1);
    expect(log.give(waiting, { type: 'csr.presentKey', data })).toBe('NOT_IN_SESSION');
  });
});

describe('devices', () => {
  const attaching = (
    log: SessionLog,
    participantId: string,
    n: number,
    kind: 'page' | 'machine' = 'machine',
  ) => {
    const data = { deviceId: anId(3000 + n), participantId, kind, name: 'PC', key: 'k', can: [] };
    return { data, events: decided(log, null, { type: 'device.attach', data }) };
  };

  it('W24 a new one takes the place of the same person’s of its kind, and of no other', () => {
    const { log, maria, machine } = withMachine();
    const luca = enter(log, 2);
    attach(log, luca, 'machine', 2);
    attach(log, maria, 'page', 3);
    const { data, events } = attaching(log, maria, 4);
    expect(events).toEqual([
      happens(log, 'device.detached', { deviceId: machine, reason: 'replaced' }, null),
      happens(log, 'device.attached', data, null),
    ]);
    log.must(null, { type: 'device.detach', data: { deviceId: machine, reason: 'stopped' } });
    expect(attaching(log, maria, 4).events).toHaveLength(1);
  });

  it('W45 SEC-J5 none comes with who was declined or has left', () => {
    const log = aSession();
    const [maria, luca] = [arrive(log, 1), enter(log, 2)];
    expect(attaching(log, maria, 1).events).toHaveLength(1);
    log.must(OWNER, { type: 'participant.decline', data: { participantId: maria } });
    log.must(luca, { type: 'participant.leave', data: {} });
    for (const who of [maria, luca])
      expect(attaching(log, who, 1).events).toEqual({ refused: 'NOT_IN_SESSION' });
  });

  it('SEC-C9 a report is told with what the device signed, when, and in which place', () => {
    const { log, machine } = withMachine();
    const fact = { type: 'device.alarm', data: { deviceId: machine, kind: 'rate', count: 1 } } as const;
    const signed = { deviceId: machine, seq: 1, text: 'text', signature: 's' };
    const told = (seq: number) =>
      decided(log, null, {
        type: 'device.report',
        data: { report: { ...signed, seq }, deviceAt: NOON - 7, fact },
      });
    expect(told(1)).toEqual([
      { ...happens(log, 'device.alarm', fact.data, null), deviceAt: NOON - 7, report: signed },
    ]);
    expect(told(0)).toEqual([]);
    expect(told(2)).toEqual({ refused: 'DEVICE_REPORT_GAP' });
  });
});

describe('grants', () => {
  it('W25 a question names device, person and its own end', () => {
    const { log, maria, machine } = withMachine();
    log.now += 5;
    expect(decided(log, OWNER, ask(1, { participantId: maria, minutes: 7 }))).toEqual([
      happens(log, 'grant.requested', {
        requestId: anId(4001),
        deviceId: machine,
        capability: 'screen.view',
        csrId: OWNER,
        minutes: 7,
        expiresAt: log.now + DEFAULT_POLICY.promptSeconds * 1000,
      }),
    ]);
    const luca = enter(log, 2);
    expect(log.give(OWNER, ask(1, { participantId: luca }))).toBe('NOT_IN_SESSION');
  });

  it.each([
    ['screen.view', null, true],
    ['screen.view', 1, true],
    ['screen.view', 600, true],
    ['screen.view', 0, false],
    ['screen.view', 1.5, false],
    ['input.control', null, false],
    ['input.control', 1, true],
    ['input.control', 30, true],
    ['input.control', 31, false],
    ['input.control', 0, false],
    ['input.control', 2.5, false],
  ] as const)('SEC-C10 %s for %p minutes may be asked for: %p', (capability, minutes, allowed) => {
    expect(minutesAllowed(capability, minutes, DEFAULT_POLICY)).toBe(allowed);
  });

  it('W25 a question that was answered is not taken back, and one that waits is', () => {
    const { log, machine } = withMachine();
    const back = (n: number) => ({ type: 'grant.withdraw', data: { requestId: anId(4000 + n) } }) as const;
    log.must(OWNER, ask(1));
    expect(decided(log, OWNER, back(1))).toEqual([
      happens(log, 'grant.withdrawn', { requestId: anId(4001) }),
    ]);
    report(log, machine, given(log, anId(4001), anId(5001)));
    expect(decided(log, OWNER, back(1))).toEqual([]);
  });

  it('W45 whoever has left may still have what concerns them stopped; who never came in may not', () => {
    const { log, maria, machine } = withMachine();
    const grantId = grant(log, 'screen.view', 1);
    const stop = { type: 'grant.stop', data: { grantId } } as const;
    const waiting = arrive(log, 2);
    expect(log.give(waiting, stop)).toBe('NOT_IN_SESSION');
    expect(decided(log, maria, stop)).toEqual([happens(log, 'grant.stopAsked', { grantId }, maria)]);
    log.must(maria, { type: 'participant.leave', data: {} });
    report(log, machine, given(log, anId(4009), anId(5009), { deviceId: machine }));
    expect(decided(log, maria, stop)).toEqual([]);
    expect(log.give(maria, { type: 'grant.stop', data: { grantId: anId(66) } })).toBe('GRANT_NOT_HELD');
  });

  it('SEC-A4 a sign-out stops what is this CSR’s and holds, and takes back their questions only', () => {
    const { log } = withMachine();
    const id = grant(log, 'input.control', 1);
    log.must(OWNER, ask(2));
    const out = (accountId: string) =>
      decided(log, null, { type: 'csr.signedOut', data: { accountId, keys: [] } });
    expect(out(anId(2))).toEqual([
      happens(log, 'grant.withdrawn', { requestId: anId(4002) }, null),
      happens(log, 'grant.stopAsked', { grantId: id }, null),
    ]);
    expect(out(anId(77))).toEqual([]);
    const owner = log.state.participants[OWNER];
    if (!owner) throw new Error('no owner');
    log.state = {
      ...log.state,
      participants: {
        ...log.state.participants,
        [anId(3)]: { ...owner, id: anId(3), accountId: anId(77), role: 'assistant' },
      },
    };
    expect(out(anId(77))).toEqual([]);
  });
});
