import { anId, arrive, aSession, CONVERSATION, enter, NOON, OWNER, SessionLog } from '@relevo/testing';
import { abilities, ownerOf, primaryOf } from '../index';

const start = {
  number: '482913207',
  conversationId: CONVERSATION,
  subject: '',
  owner: { participantId: OWNER, accountId: anId(2), name: 'Ana Ruiz' },
};

describe('starting and ending', () => {
  it('W1 starts at once, in answer to a call, with its CSR as the owner', () => {
    const { state } = aSession();
    expect(state).toMatchObject({ phase: 'open', number: '482913207', startedAt: NOON });
    expect(ownerOf(state)).toMatchObject({ id: OWNER, kind: 'csr', status: 'joined', name: 'Ana Ruiz' });
  });

  it('W1 refuses to start a session twice, or after its end', () => {
    const log = aSession();
    expect(log.give(OWNER, { type: 'session.start', data: start })).toBe('SESSION_ALREADY_STARTED');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(log.give(OWNER, { type: 'session.start', data: start })).toBe('SESSION_ENDED');
  });

  it('W2 lets nobody in before the start, and in afterwards by the same invite', () => {
    const log = new SessionLog().must(OWNER, { type: 'session.prepare', data: start });
    log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(7), minutes: null } });
    const join = {
      type: 'participant.join',
      data: { inviteId: anId(7), participantId: anId(8), name: 'María', language: 'es' },
    } as const;
    expect(log.give(null, join)).toBe('SESSION_NOT_STARTED');
    expect(Object.keys(log.state.participants)).toEqual([OWNER]);
    log.must(OWNER, { type: 'session.start', data: start });
    expect(log.give(null, join)).toBeNull();
    expect(log.state.participants[anId(8)]?.status).toBe('waiting');
  });

  it('W2 only the CSR who prepared a session starts it', () => {
    const log = new SessionLog().must(OWNER, { type: 'session.prepare', data: start });
    const other = { ...start, owner: { ...start.owner, participantId: anId(3) } };
    expect(log.give(anId(3), { type: 'session.start', data: other })).toBe('NOT_THE_OWNER');
  });

  it('W44 the owner ends at any time, also with nobody there, once', () => {
    const log = aSession();
    log.now += 5000;
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(log.state).toMatchObject({ phase: 'ended', endedAt: NOON + 5000, endReason: 'ended' });
    expect(log.give(OWNER, { type: 'session.end', data: {} })).toBe('SESSION_ENDED');
  });

  it('W45 a customer leaves at any time, from the waiting room too, and never ends', () => {
    const log = aSession();
    const maria = enter(log, 1);
    expect(log.give(maria, { type: 'session.end', data: {} })).toBe('CUSTOMERS_CANNOT_END');
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(log.state.participants[maria]?.status).toBe('left');
    expect(log.state.phase).toBe('open');
    const waiting = arrive(log, 2);
    log.must(waiting, { type: 'participant.leave', data: {} });
    expect(log.give(waiting, { type: 'participant.leave', data: {} })).toBe('NOT_IN_SESSION');
  });

  it('W45 an owner ends instead of leaving', () => {
    const log = aSession();
    expect(log.give(OWNER, { type: 'participant.leave', data: {} })).toBe('OWNER_CANNOT_LEAVE');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(log.give(OWNER, { type: 'participant.leave', data: {} })).toBe('SESSION_ENDED');
  });

  it('a call that came unexpectedly is reported and over', () => {
    const log = aSession();
    log.must(null, { type: 'session.report', data: { inviteId: anId(7) } });
    expect(log.events.map((e) => e.type).slice(-2)).toEqual(['session.reported', 'session.ended']);
    expect(log.state.endReason).toBe('reported');
    expect(log.give(null, { type: 'session.report', data: { inviteId: anId(7) } })).toBe('SESSION_ENDED');
  });

  it('tells a stranger nothing but that they are not in the session', () => {
    const verdicts = new Set(Object.values(abilities(aSession().state, anId(66), { now: NOON })));
    expect([...verdicts]).toEqual(['NOT_IN_SESSION']);
  });
});

describe('customers', () => {
  it('W12 the first customer is primary, later ones are secondary', () => {
    const log = aSession();
    const [maria, luca] = [enter(log, 1), enter(log, 2)];
    expect(log.state.participants[maria]?.role).toBe('primary');
    expect(log.state.participants[luca]?.role).toBe('secondary');
  });

  it('W12 when the primary leaves, the customer who has been here longest follows', () => {
    const log = aSession();
    const [maria, luca, eva] = [enter(log, 1), enter(log, 2), enter(log, 3)];
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(primaryOf(log.state)?.id).toBe(luca);
    log.must(luca, { type: 'participant.leave', data: {} });
    expect(primaryOf(log.state)?.id).toBe(eva);
    log.must(eva, { type: 'participant.leave', data: {} });
    expect(primaryOf(log.state)).toBeUndefined();
  });

  it('a CSR admits or declines who waits, and nobody else does', () => {
    const log = aSession();
    const maria = arrive(log, 1);
    expect(log.give(maria, { type: 'participant.admit', data: { participantId: maria } })).toBe(
      'NOT_ADMITTED',
    );
    log.must(OWNER, { type: 'participant.decline', data: { participantId: maria } });
    expect(log.give(OWNER, { type: 'participant.admit', data: { participantId: maria } })).toBe(
      'NOT_WAITING',
    );
    const luca = arrive(log, 2);
    expect(log.give(OWNER, { type: 'participant.admit', data: { participantId: OWNER } })).toBe(
      'NOT_WAITING',
    );
    log.must(OWNER, { type: 'participant.admit', data: { participantId: luca } });
    expect(log.give(luca, { type: 'participant.admit', data: { participantId: luca } })).toBe('CSR_ONLY');
  });

  it('admits at once where the site says so', () => {
    const log = aSession({ admission: 'automatic' });
    const maria = arrive(log, 1);
    expect(log.state.participants[maria]).toMatchObject({ status: 'joined', role: 'primary' });
  });

  it('a CSR presents a key once; customers do not', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const data = { key: '{}', thumbprint: 'x' };
    log.must(OWNER, { type: 'csr.presentKey', data });
    const count = log.events.length;
    log.must(OWNER, { type: 'csr.presentKey', data });
    expect(log.events).toHaveLength(count);
    expect(log.state.participants[OWNER]?.keyThumbprint).toBe('x');
    expect(log.give(maria, { type: 'csr.presentKey', data })).toBe('CSR_ONLY');
    expect(log.give(anId(66), { type: 'csr.presentKey', data })).toBe('NOT_IN_SESSION');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(log.give(OWNER, { type: 'csr.presentKey', data: { key: '{}', thumbprint: 'y' } })).toBe(
      'SESSION_ENDED',
    );
  });
});
