import { anId, aSession, enter, NOON, OWNER } from '@relevo/testing';
import { inviteVerdict, mayReadSession, staleInviteTried } from '../index';

const INVITE = anId(7);
const MINUTE = 60_000;
const create = (minutes: number | null = null, inviteId = INVITE) =>
  ({ type: 'invite.create', data: { inviteId, minutes } }) as const;
const join = (participantId = anId(8)) =>
  ({
    type: 'participant.join',
    data: { inviteId: INVITE, participantId, name: 'María', language: 'es' },
  }) as const;

describe('invites', () => {
  it('W9 any number once started, each on its own and tracked', () => {
    const log = aSession();
    const ids = [1, 2, 3].map((n) => anId(700 + n));
    for (const id of ids) log.must(OWNER, create(null, id));
    expect(Object.keys(log.state.invites)).toEqual(ids);
    log.must(OWNER, { type: 'invite.revoke', data: { inviteId: ids[1] as string } });
    expect(ids.map((id) => log.state.invites[id]?.status)).toEqual(['open', 'revoked', 'open']);
  });

  it('W9 refuses customers, unknown invites and revoking a used one', () => {
    const log = aSession();
    const maria = enter(log, 1);
    expect(log.give(maria, create())).toBe('CSR_ONLY');
    expect(log.give(OWNER, { type: 'invite.revoke', data: { inviteId: anId(66) } })).toBe('INVITE_UNKNOWN');
    log.must(OWNER, create()).must(null, join());
    expect(log.give(OWNER, { type: 'invite.revoke', data: { inviteId: INVITE } })).toBe('INVITE_USED');
  });

  it('lives for the policy’s time, or as asked within 24 hours; the spoken code is shorter', () => {
    const log = aSession({ inviteMinutes: 15, codeMinutes: 5 });
    log
      .must(OWNER, create())
      .must(OWNER, create(100_000, anId(71)))
      .must(OWNER, create(2, anId(72)));
    expect(log.state.invites[INVITE]).toMatchObject({
      expiresAt: NOON + 15 * MINUTE,
      codeExpiresAt: NOON + 5 * MINUTE,
      createdBy: OWNER,
    });
    expect(log.state.invites[anId(71)]?.expiresAt).toBe(NOON + 1440 * MINUTE);
    expect(log.state.invites[anId(72)]).toMatchObject({
      expiresAt: NOON + 2 * MINUTE,
      codeExpiresAt: NOON + 2 * MINUTE,
    });
  });

  it('SEC-J1 is used once; a second try leaves a line', () => {
    const log = aSession().must(OWNER, create()).must(null, join());
    expect(log.give(null, join(anId(9)))).toBe('INVITE_USED');
    expect(log.state.participants[anId(9)]).toBeUndefined();
    const context = { now: log.now, policy: log.policy, actor: { kind: 'system' } as const };
    expect(staleInviteTried(log.state, INVITE, context)).toMatchObject([
      { type: 'invite.refused', data: { inviteId: INVITE, reason: 'used' } },
    ]);
    expect(staleInviteTried(log.state, anId(66), context)).toEqual([]);
  });

  it('W3 tells each reason apart, the end of the session first', () => {
    const log = aSession().must(OWNER, create(10));
    expect(inviteVerdict(log.state, anId(66), NOON)).toBe('INVITE_UNKNOWN');
    expect(inviteVerdict(log.state, INVITE, NOON + 10 * MINUTE - 1)).toBeNull();
    expect(inviteVerdict(log.state, INVITE, NOON + 10 * MINUTE)).toBe('INVITE_EXPIRED');
    log.must(OWNER, { type: 'invite.revoke', data: { inviteId: INVITE } });
    expect(log.give(null, join())).toBe('INVITE_REVOKED');
    const before = log.events.length;
    log.must(OWNER, { type: 'invite.revoke', data: { inviteId: INVITE } });
    expect(log.events).toHaveLength(before);
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(log.give(null, join())).toBe('SESSION_ENDED');
  });

  describe('W11 their link is sent', () => {
    const delivery = (n: number, to = 'maria@example.org') =>
      ({
        type: 'invite.send',
        data: { inviteId: INVITE, deliveryId: anId(n), channel: 'email', to },
      }) as const;
    const ended = (n: number, failure: 'address' | null) =>
      ({ type: 'invite.sendEnded', data: { inviteId: INVITE, deliveryId: anId(n), failure } }) as const;

    it('to an address, by CSRs; what became of it stands with the invite, and the first word counts', () => {
      const log = aSession().must(OWNER, create());
      log.must(OWNER, delivery(1)).must(OWNER, delivery(2, 'luca@example.org'));
      expect(log.give(OWNER, delivery(1))).toBeNull();
      expect(log.give(OWNER, delivery(1, 'somebody@else.org'))).toBe('CONFLICT');
      const bySms = { ...delivery(1), data: { ...delivery(1).data, channel: 'sms' } } as const;
      expect(log.give(OWNER, bySms)).toBe('CONFLICT');
      log.must(null, ended(1, null)).must(null, ended(2, 'address')).must(null, ended(2, null));
      expect(log.state.invites[INVITE]?.deliveries).toEqual([
        { id: anId(1), channel: 'email', to: 'maria@example.org', at: NOON, status: 'sent' },
        {
          id: anId(2),
          channel: 'email',
          to: 'luca@example.org',
          at: NOON,
          status: 'failed',
          failure: 'address',
        },
      ]);
    });

    it('refuses what rings at a colleague: it has no link', () => {
      const log = aSession();
      const csr = { accountId: anId(1902), name: 'Jorge Peña' };
      log.must(OWNER, { type: 'invite.create', data: { inviteId: INVITE, minutes: null, csr } });
      expect(log.give(OWNER, delivery(1))).toBe('INVITE_UNKNOWN');
    });

    it('refuses customers, unknown invites, used, revoked and expired ones, and sending without end', () => {
      const log = aSession();
      const maria = enter(log, 1);
      expect(log.give(OWNER, delivery(1))).toBe('INVITE_UNKNOWN');
      log.must(OWNER, create());
      expect(log.give(maria, delivery(1))).toBe('CSR_ONLY');
      for (let n = 1; n <= 10; n += 1) log.must(OWNER, delivery(n));
      expect(log.give(OWNER, delivery(11))).toBe('INVITE_SENT_TOO_OFTEN');
      log.must(null, join());
      expect(log.give(OWNER, delivery(12))).toBe('INVITE_USED');
      log.must(OWNER, create(1, anId(71)));
      const other = (n: number) => ({ ...delivery(n), data: { ...delivery(n).data, inviteId: anId(71) } });
      log.now += MINUTE;
      expect(log.give(OWNER, other(13))).toBe('INVITE_EXPIRED');
    });

    it('customers read nothing of it', () => {
      const log = aSession();
      const maria = enter(log, 1);
      log.must(OWNER, create()).must(OWNER, delivery(1)).must(null, ended(1, null));
      const told = log.events.filter((event) => event.type.startsWith('invite.sen'));
      expect(told).toHaveLength(2);
      expect(told.filter((event) => mayReadSession(log.state, event, maria))).toEqual([]);
      expect(told.filter((event) => mayReadSession(log.state, event, OWNER))).toEqual(told);
    });
  });
});
