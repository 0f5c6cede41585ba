import { anId, aSession, NOON, OWNER } from '@relevo/testing';
import { resendingOf } from '../index';

const INVITE = anId(7);
const ACCOUNT = anId(1902);
const JORGE = { accountId: ACCOUNT, name: 'Jorge Peña' };
const MINUTE = 60_000;

const anInvite = (csr?: { accountId: string | null; name: string }) => {
  const log = aSession();
  log.must(OWNER, { type: 'invite.create', data: { inviteId: INVITE, minutes: 10, ...(csr && { csr }) } });
  const how = (now = log.now) => {
    const invite = log.state.invites[INVITE];
    if (!invite) throw new Error('no invite');
    return resendingOf(log.state, invite, now);
  };
  return { log, how };
};

describe('W9 W11 W40 how an invite can still reach its person', () => {
  it('its link is sent while it is good, and another like it afterwards', () => {
    const { log, how } = anInvite();
    expect([how(NOON + 9 * MINUTE), how(NOON + 10 * MINUTE)]).toEqual(['send', 'renew']);
    log.must(OWNER, { type: 'invite.revoke', data: { inviteId: INVITE } });
    expect(how()).toBe('renew');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(how()).toBeNull();
  });

  it('whoever came by it needs none while they wait or are here, and another once they have gone', () => {
    const { log, how } = anInvite();
    const maria = anId(8);
    const join = { inviteId: INVITE, participantId: maria, name: 'María', language: 'es' } as const;
    log.must(null, { type: 'participant.join', data: join });
    expect(how()).toBeNull();
    log.must(OWNER, { type: 'participant.admit', data: { participantId: maria } });
    expect(how()).toBeNull();
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(how()).toBe('renew');
  });

  it('a colleague is rung anew after a no or too long a wait, and not while their console rings', () => {
    const { log, how } = anInvite(JORGE);
    expect(how()).toBeNull();
    expect(how(NOON + 60 * MINUTE)).toBe('ring');
    log.must(null, { type: 'invite.decline', data: { inviteId: INVITE, accountId: ACCOUNT } });
    expect(how()).toBe('ring');
    log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(9), minutes: null, csr: JORGE } });
    expect(how()).toBeNull();
  });

  it('a link for any colleague is sent like a customer’s', () => {
    const { how } = anInvite({ accountId: null, name: '' });
    expect([how(), how(NOON + 60 * MINUTE)]).toEqual(['send', 'renew']);
  });
});
