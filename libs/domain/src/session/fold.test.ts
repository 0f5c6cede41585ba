import { anId, arrive, aSession, attach, enter, fold, NOON, OWNER, SESSION } from '@relevo/testing';
import {
  joinedCustomers,
  noSession,
  ownerOf,
  primaryOf,
  type SessionEventData,
  staleInviteTried,
  waiting,
} from '../index';

const withMachine = () => {
  const log = aSession();
  const maria = enter(log, 1);
  return { log, maria, machine: attach(log, maria, 'machine', 1) };
};
const nobody = anId(66);

describe('what the log says', () => {
  it('is nothing at first', () => {
    const nothing = { number: '', organisation: '', subject: '', conversationId: '' };
    const none = { participants: {}, invites: {}, devices: {}, requests: {}, grants: {}, safety: {} };
    expect(noSession('s')).toEqual({ id: 's', version: 0, phase: 'none', ...nothing, ...none });
  });

  it('of people, invites, devices, questions and grants that were never there changes nothing', () => {
    const { state } = withMachine().log;
    const safety = { deviceId: nobody, csrId: OWNER, csrKey: 'k', fingerprints: { device: 'd', csr: 'c' } };
    const folded = [
      fold(state, 'participant.admitted', { participantId: nobody, role: 'primary' }),
      fold(state, 'participant.declined', { participantId: nobody }),
      fold(state, 'participant.left', { participantId: nobody }),
      fold(state, 'participant.promoted', { participantId: nobody }),
      fold(state, 'csr.keyPresented', { participantId: nobody, key: 'k', thumbprint: 't' }),
      fold(state, 'invite.revoked', { inviteId: nobody }),
      fold(state, 'invite.used', { inviteId: nobody, participantId: nobody }),
      fold(state, 'invite.refused', { inviteId: nobody, reason: 'used' }),
      fold(state, 'device.detached', { deviceId: nobody, reason: 'lost' }),
      fold(state, 'device.alarm', { deviceId: nobody, kind: 'rate', count: 1 }),
      fold(state, 'grant.withdrawn', { requestId: nobody }),
      fold(state, 'grant.stopAsked', { grantId: nobody }),
      fold(state, 'grant.denied', { requestId: nobody, deviceId: nobody, reason: 'timeout' }),
      fold(state, 'activity.started', { grantId: nobody, deviceId: nobody, activity: 'screen' }),
      fold(state, 'activity.stopped', { grantId: nobody, deviceId: nobody, activity: 'screen' }),
      fold(state, 'session.reported', { inviteId: nobody }),
      fold(state, 'body.erased', { participantId: nobody, seqs: [1] }),
    ];
    for (const after of folded) expect(after).toEqual({ ...state, version: state.version + 1 });
    expect(fold(state, 'safety.denied', safety).devices).toEqual(state.devices);
  });

  it('W2 of a prepared session is kept when it starts, with the key that its CSR showed before', () => {
    const start = {
      number: '482913207',
      organisation: 'Acme',
      conversationId: anId(5),
      subject: 'Printer',
      owner: { participantId: OWNER, accountId: anId(2), name: 'Ana' },
    };
    let state = fold(noSession(SESSION), 'session.prepared', start);
    expect(state).toEqual({
      ...noSession(SESSION),
      version: 1,
      phase: 'prepared',
      number: '482913207',
      organisation: 'Acme',
      conversationId: anId(5),
      subject: 'Printer',
      participants: {
        [OWNER]: {
          id: OWNER,
          kind: 'csr',
          role: 'owner',
          status: 'joined',
          name: 'Ana',
          accountId: anId(2),
          arrivedAt: NOON,
          joinedAt: NOON,
          joinedSeq: 1,
        },
      },
    });
    state = fold(state, 'csr.keyPresented', { participantId: OWNER, key: 'k', thumbprint: 't' });
    state = fold(state, 'session.started', { ...start, subject: 'Scanner' });
    expect(state).toMatchObject({ phase: 'open', startedAt: NOON, subject: 'Scanner' });
    expect(state.participants[OWNER]).toMatchObject({ key: 'k', keyThumbprint: 't', joinedSeq: 3 });
  });

  it('SEC-J1 of stale invites counts how often they were tried', () => {
    const log = aSession();
    arrive(log, 1);
    const context = { now: log.now, policy: log.policy, actor: { kind: 'system' } as const };
    for (const _ of [1, 2])
      for (const event of staleInviteTried(log.state, anId(2001), context))
        log.state = fold(log.state, 'invite.refused', event.data as SessionEventData['invite.refused']);
    expect(log.state.invites[anId(2001)]).toEqual({
      id: anId(2001),
      createdBy: OWNER,
      createdAt: NOON,
      expiresAt: NOON + 15 * 60_000,
      codeExpiresAt: NOON + 5 * 60_000,
      status: 'used',
      usedBy: anId(1001),
      refusals: 2,
    });
  });

  it('of whom nobody knows who invited them says so', () => {
    const { state } = aSession();
    const after = fold(state, 'invite.created', { inviteId: anId(7), expiresAt: 1, codeExpiresAt: 1 });
    expect(after.invites[anId(7)]?.createdBy).toBe('');
  });
});

describe('customers', () => {
  it('W12 one who was declined stays declined; who leaves is what they were, but never the primary one', () => {
    const log = aSession();
    const [maria, luca, eva] = [arrive(log, 1), enter(log, 2), enter(log, 3)];
    log.must(OWNER, { type: 'participant.decline', data: { participantId: maria } });
    expect(log.state.participants[maria]?.status).toBe('declined');
    for (const [who, role] of [
      [OWNER, 'owner'],
      [luca, 'secondary'],
      [eva, 'secondary'],
    ] as const)
      expect(fold(log.state, 'participant.left', { participantId: who }).participants[who]).toMatchObject({
        status: 'left',
        role,
      });
  });

  it('W12 owner and primary are who have that role, whoever came first', () => {
    const log = aSession();
    const [maria, luca] = [enter(log, 1), enter(log, 2)];
    const { [OWNER]: ana, [maria]: first, [luca]: second } = log.state.participants;
    if (!ana || !first || !second) throw new Error('nobody here');
    const state = {
      ...log.state,
      participants: {
        [maria]: { ...first, role: 'secondary' as const },
        [luca]: { ...second, role: 'primary' as const },
        [OWNER]: ana,
      },
    };
    expect(ownerOf(state)?.id).toBe(OWNER);
    expect(primaryOf(state)?.id).toBe(luca);
  });

  it('W12 are ordered by their admission, not by their arrival; who waits by arrival, whatever the clock says', () => {
    const log = aSession();
    const [maria, luca] = [arrive(log, 1), arrive(log, 2)];
    log.now -= 60_000;
    const eva = arrive(log, 3);
    expect(waiting(log.state).map(({ id }) => id)).toEqual([maria, luca, eva]);
    for (const participantId of [eva, luca, maria])
      log.must(OWNER, { type: 'participant.admit', data: { participantId } });
    expect(joinedCustomers(log.state).map(({ id }) => id)).toEqual([eva, luca, maria]);
    expect(waiting(log.state)).toEqual([]);
    log.must(eva, { type: 'participant.leave', data: {} });
    expect(primaryOf(log.state)?.id).toBe(luca);
    expect(log.state.participants[eva]).toMatchObject({ role: 'secondary', status: 'left' });
  });

  it('W12 when a secondary leaves nobody is promoted; the devices of those who stay stay', () => {
    const { log, machine } = withMachine();
    const luca = enter(log, 2);
    const page = attach(log, luca, 'page', 2);
    const { length } = log.events;
    log.must(luca, { type: 'participant.leave', data: {} });
    expect(log.events.slice(length).map(({ type }) => type)).toEqual(['participant.left']);
    expect([machine, page].map((id) => log.state.devices[id]?.attached)).toEqual([true, false]);
  });

  it('W12 a second customer is admitted as secondary also where nobody admits by hand', () => {
    const log = aSession({ admission: 'automatic' });
    const [maria, luca] = [arrive(log, 1), arrive(log, 2)];
    expect([maria, luca].map((id) => log.state.participants[id]?.role)).toEqual(['primary', 'secondary']);
  });
});
