import { anId, aSession, enter, help, NOON, OWNER, SESSION, SessionLog } from '@relevo/testing';
import { mayReadSession, openRings, RING_SECONDS } from '../index';

const SOFIA = { participantId: anId(1700), accountId: anId(1701), name: 'Sofia Conti', supervisor: true };
const JORGE = { participantId: anId(1501), accountId: anId(1601), name: 'Jorge Peña', supervisor: false };
const join = (log: SessionLog, who: typeof SOFIA, inviteId: string | null) =>
  log.give(null, { type: 'csr.join', data: { ...who, inviteId } });
const invite = (log: SessionLog, n: number, accountId: string | null, minutes: number | null = null) =>
  log.give(OWNER, {
    type: 'invite.create',
    data: { inviteId: anId(n), minutes, csr: { accountId, name: 'Jorge Peña' } },
  });
const take = (log: SessionLog, who = SOFIA, reason = ' Ana is lost ') =>
  log.give(null, { type: 'control.takeOver', data: { ...who, reason } });
const typesSince = (log: SessionLog, count: number) => log.events.slice(count).map(({ type }) => type);

describe('coming in', () => {
  it('W40 a console rings for a minute, a link lives as long as an invite; only rings are rings', () => {
    const log = aSession();
    expect(invite(log, 40, JORGE.accountId, 600)).toBeNull();
    expect(invite(log, 41, null)).toBeNull();
    expect(invite(log, 41, null)).toBe('CONFLICT');
    expect(log.state.invites[anId(40)]?.expiresAt).toBe(NOON + RING_SECONDS * 1000);
    expect(log.state.invites[anId(41)]?.expiresAt).toBe(NOON + log.policy.inviteMinutes * 60_000);
    expect(openRings(log.state).map(({ id }) => id)).toEqual([anId(40)]);
    log.now += RING_SECONDS * 1000;
    // Nobody answered: one may ask again.
    expect(invite(log, 42, JORGE.accountId)).toBeNull();
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(openRings(log.state)).toEqual([]);
  });

  it('W40 whoever is in already comes no second time and leaves the link unused; who had left is the same person', () => {
    const log = aSession();
    const jorge = help(log, 1);
    expect(invite(log, 41, null)).toBeNull();
    const count = log.events.length;
    expect(join(log, { ...JORGE, participantId: anId(99) }, anId(41))).toBeNull();
    expect(log.events).toHaveLength(count);
    log.must(jorge, { type: 'participant.leave', data: {} });
    expect(log.state.participants[jorge]).toMatchObject({ status: 'left', leftSeq: log.state.version });
    expect(join(log, { ...JORGE, participantId: anId(99) }, anId(41))).toBeNull();
    expect(log.state.participants[anId(99)]).toBeUndefined();
    expect(log.state.participants[jorge]).toMatchObject({
      status: 'joined',
      leftSeq: undefined,
      role: 'assistant',
    });
    expect(log.state.invites[anId(41)]).toMatchObject({ status: 'used', usedBy: jorge });
    expect(join(log, { ...SOFIA, supervisor: false }, anId(41))).toBe('INVITE_USED');
  });

  it('SEC-C12 nobody comes in after the end, nor by an invite that does not exist', () => {
    const log = aSession();
    expect(join(log, JORGE, anId(404))).toBe('INVITE_UNKNOWN');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(join(log, SOFIA, null)).toBe('SESSION_ENDED');
    expect(take(log)).toBe('SESSION_ENDED');
  });

  it('W40 a colleague may come before the start and while it is parked; a no twice is one no', () => {
    const prepared = new SessionLog();
    const owner = { participantId: OWNER, accountId: anId(2), name: 'Ana' };
    const data = { number: '1', conversationId: anId(101), subject: '', owner };
    prepared.must(OWNER, { type: 'session.prepare', data });
    expect(invite(prepared, 40, JORGE.accountId)).toBeNull();
    expect(join(prepared, JORGE, anId(40))).toBeNull();
    expect(take(prepared)).toBe('SESSION_NOT_STARTED');
    const log = aSession();
    log.must(OWNER, { type: 'session.park', data: {} });
    expect(log.give(OWNER, { type: 'session.start', data })).toBe('SESSION_ALREADY_STARTED');
    expect(invite(log, 40, JORGE.accountId)).toBeNull();
    const no = { type: 'invite.decline', data: { inviteId: anId(40), accountId: JORGE.accountId } } as const;
    expect(log.give(null, no)).toBeNull();
    const count = log.events.length;
    expect(log.give(null, no)).toBeNull();
    expect(log.events).toHaveLength(count);
    expect(log.give(OWNER, { type: 'invite.revoke', data: { inviteId: anId(40) } })).toBe('INVITE_DECLINED');
    expect(log.give(null, { ...no, data: { ...no.data, inviteId: anId(404) } })).toBe('INVITE_UNKNOWN');
    expect(invite(log, 41, JORGE.accountId)).toBeNull();
    expect(join(log, JORGE, anId(41))).toBeNull();
    expect(log.give(null, { ...no, data: { ...no.data, inviteId: anId(41) } })).toBe('INVITE_USED');
  });
});

describe('taking over', () => {
  it('brings a supervisor in who was not there, or was there before, or just hands over; the reason is kept trimmed', () => {
    const log = aSession();
    const first = log.events.length;
    expect(take(log)).toBeNull();
    expect(typesSince(log, first)).toEqual(['csr.joined', 'control.transferred', 'control.explained']);
    expect(log.events.at(-1)?.data).toEqual({ reason: 'Ana is lost' });
    const back = { type: 'control.transfer', data: { participantId: OWNER, reason: 'back' } } as const;
    log.must(SOFIA.participantId, back);
    const second = log.events.length;
    expect(take(log)).toBeNull();
    expect(typesSince(log, second)).toEqual(['control.transferred', 'control.explained']);
    log.must(SOFIA.participantId, back);
    log.must(SOFIA.participantId, { type: 'participant.leave', data: {} });
    const third = log.events.length;
    expect(take(log, { ...SOFIA, participantId: anId(98) })).toBeNull();
    expect(typesSince(log, third)[0]).toBe('csr.joined');
    expect(log.state.participants[SOFIA.participantId]?.role).toBe('owner');
    expect(log.state.participants[anId(98)]).toBeUndefined();
  });

  it('works while the session is parked, and its new owner resumes', () => {
    const log = aSession();
    log.must(OWNER, { type: 'session.park', data: {} });
    expect(take(log)).toBeNull();
    expect(log.give(OWNER, { type: 'session.resume', data: {} })).toBe('NOT_THE_OWNER');
    expect(log.give(SOFIA.participantId, { type: 'session.resume', data: {} })).toBeNull();
  });
});

describe('who reads what', () => {
  it('SEC-C12 who has left still reads that it is over, and nothing between', () => {
    const log = aSession();
    const jorge = help(log, 1);
    log.must(jorge, { type: 'participant.leave', data: {} });
    const left = log.events.at(-1);
    enter(log, 1);
    log.must(OWNER, { type: 'session.end', data: {} });
    const readable = log.events.filter((event) => mayReadSession(log.state, event, jorge));
    expect(readable.map(({ seq }) => seq)).toEqual([
      ...Array.from({ length: left?.seq ?? 0 }, (_, i) => i + 1),
      log.state.version,
    ]);
    expect(log.state.id).toBe(SESSION);
  });

  it('events about nobody who is here change no role', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const before = log.state.participants;
    log.give(OWNER, { type: 'participant.promote', data: { participantId: maria } });
    expect(log.state.participants).toBe(before);
  });
});
