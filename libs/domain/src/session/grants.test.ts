import {
  anId,
  arrive,
  aSession,
  attach,
  enter,
  given,
  grant,
  NOON,
  OWNER,
  report,
  type SessionLog,
} from '@relevo/testing';
import {
  abilities,
  controlMinutesOffered,
  DEFAULT_POLICY,
  type Device,
  liveGrants,
  minutesAllowed,
} from '../index';

const MINUTE = 60_000;
const ask = (capability: 'screen.view' | 'input.control', minutes: number | null = null, n = 1) =>
  ({
    type: 'grant.request',
    data: { requestId: anId(4000 + n), capability, minutes, participantId: null },
  }) as const;

const withMachine = (): { log: SessionLog; maria: string; machine: string } => {
  const log = aSession();
  const maria = enter(log, 1);
  return { log, maria, machine: attach(log, maria, 'machine', 1) };
};

describe('asking', () => {
  it('W23 is possible only once a customer has joined', () => {
    const log = aSession();
    expect(log.give(OWNER, ask('screen.view'))).toBe('NO_CUSTOMER_JOINED');
    expect(abilities(log.state, OWNER, { now: NOON })['screen.view']).toBe('NO_CUSTOMER_JOINED');
    attach(log, enter(log, 1), 'page', 1);
    expect(log.give(OWNER, ask('screen.view'))).toBeNull();
  });

  it('W24 a page can only show its screen; the agent is suggested for more', () => {
    const log = aSession();
    const maria = enter(log, 1);
    attach(log, maria, 'page', 1);
    expect(log.give(OWNER, ask('input.control', 20))).toBe('DEVICE_CANNOT');
    expect(log.give(maria, { type: 'agent.suggest', data: {} })).toBe('CSR_ONLY');
    log.must(OWNER, { type: 'agent.suggest', data: {} });
    expect(log.state.agentSuggestedAt).toBe(NOON);
    attach(log, maria, 'machine', 2);
    expect(log.give(OWNER, { type: 'agent.suggest', data: {} })).toBe('AGENT_ATTACHED');
    expect(log.give(OWNER, ask('input.control', 20))).toBeNull();
    expect(log.state.requests[anId(4001)]?.deviceId).toBe(anId(3002));
  });

  it('W25 waits for the customer and is taken back, answered or too late', () => {
    const { log, machine } = withMachine();
    log.must(OWNER, ask('screen.view'));
    expect(log.give(OWNER, ask('screen.view', null, 2))).toBe('REQUEST_PENDING');
    log.must(OWNER, { type: 'grant.withdraw', data: { requestId: anId(4001) } });
    expect(log.state.requests[anId(4001)]?.status).toBe('withdrawn');
    log.must(OWNER, ask('screen.view', null, 2));
    report(log, machine, {
      type: 'grant.denied',
      data: { requestId: anId(4002), deviceId: machine, reason: 'customer' },
    });
    expect(log.state.requests[anId(4002)]).toMatchObject({ status: 'denied', denial: 'customer' });
    log.must(OWNER, ask('screen.view', null, 3));
    log.now += log.policy.promptSeconds * 1000;
    expect(log.give(OWNER, ask('screen.view', null, 4))).toBeNull();
  });

  it('W25 refuses customers, and control without an end or beyond the limit', () => {
    const { log, maria } = withMachine();
    expect(log.give(maria, ask('screen.view'))).toBe('CSR_ONLY');
    expect(log.give(OWNER, ask('input.control'))).toBe('DURATION_NOT_ALLOWED');
    expect(log.give(OWNER, ask('input.control', 31))).toBe('DURATION_NOT_ALLOWED');
    expect(log.give(OWNER, ask('input.control', 30))).toBeNull();
    expect(log.state.requests[anId(4001)]).toMatchObject({
      minutes: 30,
      expiresAt: NOON + log.policy.promptSeconds * 1000,
    });
  });

  it('only who asked takes the question back', () => {
    const { log, maria } = withMachine();
    log.must(OWNER, ask('screen.view'));
    const withdraw = { type: 'grant.withdraw', data: { requestId: anId(4001) } } as const;
    expect(log.give(maria, withdraw)).toBe('REQUEST_UNKNOWN');
    expect(log.give(anId(66), withdraw)).toBe('NOT_IN_SESSION');
    expect(log.give(OWNER, { type: 'grant.withdraw', data: { requestId: anId(66) } })).toBe(
      'REQUEST_UNKNOWN',
    );
  });
});

describe('what holds', () => {
  it('SEC-C2 no request of anybody makes a grant: only the device’s own report does', () => {
    const { log } = withMachine();
    log.must(OWNER, ask('screen.view'));
    expect(liveGrants(log.state, NOON)).toEqual([]);
    grant(log, 'input.control', 9);
    expect(liveGrants(log.state, NOON)).toMatchObject([{ capability: 'input.control', status: 'given' }]);
  });

  it('ends by itself, and then may be asked for again', () => {
    const { log } = withMachine();
    grant(log, 'input.control', 1, 20);
    expect(log.give(OWNER, ask('input.control', 20, 2))).toBe('ALREADY_GRANTED');
    log.now += 20 * MINUTE;
    expect(liveGrants(log.state, log.now)).toEqual([]);
    expect(log.give(OWNER, ask('input.control', 20, 2))).toBeNull();
  });

  it('is asked to stop by either side, and over when the device says so', () => {
    const { log, maria, machine } = withMachine();
    const id = grant(log, 'screen.view', 1);
    expect(log.give(anId(66), { type: 'grant.stop', data: { grantId: id } })).toBe('NOT_IN_SESSION');
    expect(log.give(maria, { type: 'grant.stop', data: { grantId: anId(66) } })).toBe('GRANT_NOT_HELD');
    log.must(maria, { type: 'grant.stop', data: { grantId: id } });
    expect(log.state.grants[id]?.status).toBe('stopping');
    const before = log.events.length;
    log.must(OWNER, { type: 'grant.stop', data: { grantId: id } });
    expect(log.events).toHaveLength(before);
    report(log, machine, {
      type: 'grant.ended',
      data: { grantId: id, deviceId: machine, reason: 'customer' },
    });
    expect(log.state.grants[id]).toMatchObject({ status: 'ended', endReason: 'customer' });
  });

  it('another customer does not stop what is not theirs', () => {
    const { log } = withMachine();
    const luca = enter(log, 2);
    const id = grant(log, 'screen.view', 1);
    expect(log.give(luca, { type: 'grant.stop', data: { grantId: id } })).toBe('GRANT_NOT_HELD');
  });
});

describe('device reports', () => {
  it('are never refused for their content: late, contradictory or unasked, they are facts', () => {
    const { log, machine } = withMachine();
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(report(log, machine, given(log, anId(4444), anId(5555), { deviceId: machine }))).toBeNull();
    expect(
      report(log, machine, {
        type: 'grant.ended',
        data: { grantId: anId(77), deviceId: machine, reason: 'expired' },
      }),
    ).toBeNull();
    expect(log.state.grants[anId(77)]?.status).toBe('ended');
  });

  it('an end that comes before its grant keeps the grant over', () => {
    const { log, machine } = withMachine();
    const end = { grantId: anId(5001), deviceId: machine, reason: 'hotkey' } as const;
    report(log, machine, { type: 'grant.ended', data: end });
    report(log, machine, given(log, anId(4001), anId(5001), { deviceId: machine }));
    report(log, machine, {
      type: 'activity.started',
      data: { grantId: anId(5001), deviceId: machine, activity: 'screen' },
    });
    expect(log.state.grants[anId(5001)]).toMatchObject({ status: 'ended', active: false });
  });

  it('SEC-C2 speak only of what the device gave or was asked itself', () => {
    const { log, maria, machine } = withMachine();
    const page = attach(log, maria, 'page', 7);
    const grantId = grant(log, 'screen.view', 1);
    const before = log.state.grants[grantId];
    report(log, page, { type: 'grant.ended', data: { grantId, deviceId: page, reason: 'customer' } });
    report(log, page, { type: 'activity.started', data: { grantId, deviceId: page, activity: 'screen' } });
    report(log, page, { type: 'activity.stopped', data: { grantId, deviceId: page, activity: 'screen' } });
    report(log, page, given(log, anId(4444), grantId, { deviceId: page, capability: 'input.control' }));
    expect(log.state.grants[grantId]).toEqual(before);
    log.must(OWNER, ask('input.control', 20, 2));
    report(log, page, {
      type: 'grant.denied',
      data: { requestId: anId(4002), deviceId: page, reason: 'customer' },
    });
    report(log, page, given(log, anId(4002), anId(5002), { deviceId: page }));
    expect(log.state.requests[anId(4002)]?.status).toBe('pending');
    expect(log.state.grants[anId(5002)]).toBeUndefined();
    report(log, machine, given(log, anId(4002), anId(5003)));
    expect(log.state.requests[anId(4002)]?.status).toBe('given');
  });

  it('SEC-J5 are not taken from a device whose owner was never let in', () => {
    const log = aSession();
    const waiting = arrive(log, 1);
    const page = attach(log, waiting, 'page', 1);
    const alarm = { type: 'device.alarm', data: { deviceId: page, kind: 'rate', count: 1 } } as const;
    expect(report(log, page, alarm)).toBe('NOT_ADMITTED');
    log.must(OWNER, { type: 'participant.admit', data: { participantId: waiting } });
    expect(report(log, page, alarm)).toBeNull();
  });

  it('SEC-C9 keep the device’s own numbering: a repeat changes nothing, a gap is asked for again', () => {
    const { log, machine } = withMachine();
    const alarm = {
      type: 'device.alarm',
      data: { deviceId: machine, kind: 'server-claim', count: 2 },
    } as const;
    expect(report(log, machine, alarm)).toBeNull();
    expect(report(log, machine, alarm, 1)).toBeNull();
    expect(log.state.devices[machine]).toMatchObject({ alarms: 2, reportSeq: 1 });
    expect(report(log, machine, alarm, 3)).toBe('DEVICE_REPORT_GAP');
    expect(report(log, anId(66), alarm, 1)).toBe('DEVICE_UNKNOWN');
  });

  it('a device that was lost and comes back goes on counting where it was', () => {
    const { log, machine } = withMachine();
    report(log, machine, { type: 'device.alarm', data: { deviceId: machine, kind: 'rate', count: 2 } });
    log.must(null, { type: 'device.detach', data: { deviceId: machine, reason: 'lost' } });
    const { participantId, kind, name, key, can } = log.state.devices[machine] as Device;
    log.must(null, {
      type: 'device.attach',
      data: { deviceId: machine, participantId, kind, name, key, can },
    });
    expect(log.state.devices[machine]).toMatchObject({ attached: true, reportSeq: 1, alarms: 2 });
  });

  it('say when an activity runs', () => {
    const { log, machine } = withMachine();
    const grantId = grant(log, 'screen.view', 1);
    const data = { grantId, deviceId: machine, activity: 'screen' } as const;
    report(log, machine, { type: 'activity.started', data });
    expect(log.state.grants[grantId]?.active).toBe(true);
    report(log, machine, { type: 'activity.stopped', data });
    expect(log.state.grants[grantId]?.active).toBe(false);
  });
});

describe('devices', () => {
  const machineOf = (maria: string, key: string, deviceId = anId(3001)) =>
    ({
      type: 'device.attach',
      data: { deviceId, participantId: maria, kind: 'machine', name: 'PC', key, can: ['screen.view'] },
    }) as const;

  it('a lost or replaced device takes its grants and questions with it', () => {
    const { log, maria, machine } = withMachine();
    const id = grant(log, 'screen.view', 1);
    log.must(OWNER, ask('input.control', 20, 2));
    attach(log, maria, 'machine', 2);
    expect(log.state.devices[machine]?.attached).toBe(false);
    expect(log.state.grants[id]).toMatchObject({ status: 'ended', endReason: 'device-stopped' });
    expect(log.state.requests[anId(4002)]?.status).toBe('denied');
    report(log, machine, given(log, anId(4002), anId(5002), { deviceId: machine }));
    expect(log.state.grants[anId(5002)]?.status).toBe('ended');
  });

  it('come only with a participant who is here, keep their key, and go once', () => {
    const { log, maria, machine } = withMachine();
    const device = log.state.devices[machine];
    expect(log.give(null, machineOf(maria, 'other key'))).toBe('KEY_CHANGED');
    const before = log.events.length;
    log.must(null, machineOf(maria, device?.key ?? ''));
    expect(log.events).toHaveLength(before);
    expect(log.give(null, machineOf(anId(66), 'k', anId(3009)))).toBe('NOT_IN_SESSION');
    expect(log.give(null, machineOf(OWNER, 'k', anId(3009)))).toBe('NOT_IN_SESSION');
    log.must(null, { type: 'device.detach', data: { deviceId: machine, reason: 'lost' } });
    log.must(null, { type: 'device.detach', data: { deviceId: machine, reason: 'lost' } });
    expect(log.events.filter((e) => e.type === 'device.detached')).toHaveLength(1);
    expect(log.give(null, { type: 'device.detach', data: { deviceId: anId(66), reason: 'lost' } })).toBe(
      'DEVICE_UNKNOWN',
    );
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(log.give(null, machineOf(maria, 'k', anId(3010)))).toBe('NOT_IN_SESSION');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(log.give(null, machineOf(maria, 'k', anId(3011)))).toBe('SESSION_ENDED');
  });

  it('W45 leaving detaches every device of the customer', () => {
    const { log, maria, machine } = withMachine();
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(log.state.devices[machine]?.attached).toBe(false);
  });
});

describe('lengths of control that a console offers', () => {
  it.each([
    [30, [5, 20, 30]],
    [20, [5, 20]],
    [12, [5, 12]],
    [5, [5]],
    [1, [1]],
  ])(
    'SEC-C10 with a longest of %p minutes are %p: each is allowed, the longest among them',
    (longest, offered) => {
      expect(controlMinutesOffered(longest)).toEqual(offered);
      const policy = { ...DEFAULT_POLICY, maxControlMinutes: longest };
      expect(offered.every((minutes) => minutesAllowed('input.control', minutes, policy))).toBe(true);
      expect(minutesAllowed('input.control', longest + 1, policy)).toBe(false);
    },
  );
});

describe('a CSR whose sign-in ended', () => {
  const accountId = aSession().state.participants[OWNER]?.accountId ?? '';
  const signedOut = (keys: readonly string[]) =>
    ({ type: 'csr.signedOut', data: { accountId, keys } }) as const;
  const withGrant = () => {
    const { log, machine } = withMachine();
    const id = grant(log, 'screen.view', 1);
    return { log, machine, id, key: log.state.grants[id]?.csrKey ?? '' };
  };

  it('SEC-A4 what no good sign-in’s key holds is asked to stop, once; what another one holds goes on', () => {
    const { log, id, key } = withGrant();
    log.must(null, signedOut(['other', key]));
    expect(log.state.grants[id]?.status).toBe('given');
    log.must(null, signedOut(['other']));
    expect(log.state.grants[id]?.status).toBe('stopping');
    const { length } = log.events;
    log.must(null, signedOut([]));
    expect(log.events).toHaveLength(length);
    expect(log.events.at(-1)?.actor).toEqual({ kind: 'system' });
  });

  it('SEC-A4 a question stays while somebody is signed in to use its answer, and is taken back when nobody is', () => {
    const { log } = withMachine();
    log.must(OWNER, ask('screen.view'));
    log.must(null, signedOut(['any']));
    expect(log.state.requests[anId(4001)]?.status).toBe('pending');
    log.must(null, { type: 'csr.signedOut', data: { accountId: anId(77), keys: [] } });
    expect(log.state.requests[anId(4001)]?.status).toBe('pending');
    log.must(null, signedOut([]));
    expect(log.state.requests[anId(4001)]?.status).toBe('withdrawn');
  });
});
