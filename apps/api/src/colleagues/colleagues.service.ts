import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type {
  Colleague,
  ColleagueInvite,
  ColleagueLinkView,
  inviteColleagueBody,
  SessionView,
} from '@relevo/contracts';
import { inviteVerdict, primaryOf, type SessionCommand, standingOf } from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { InvitesService } from '../invites/invites.service';
import { inviteNotFound, ProofsService, type ProvenInvite } from '../invites/proofs.service';
import { CLOCK, type Clock } from '../platform/clock';
import { ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { seats } from '../queues/availability/availability.queries';
import { SessionsService } from '../sessions/sessions.service';
import { LogService } from '../streams/log/log.service';
import { AccountPresence } from '../streams/socket/account-presence.service';
import { activeColleagues, colleagueName } from './colleagues.queries';
import { ringsProjection } from './rings.projection';

type InviteBody = z.output<typeof inviteColleagueBody>;

/** A CSR as the session sees them come. */
export const comingAs = (who: AccountPrincipal) => ({
  participantId: uuid(),
  accountId: who.accountId,
  name: who.name,
  supervisor: who.role === 'supervisor',
});

/** Colleagues: who can be reached, asking them in, and coming in when asked (W39, W40). */
@Injectable()
export class ColleaguesService implements OnModuleInit {
  constructor(
    private readonly log: LogService,
    private readonly sessions: SessionsService,
    private readonly invites: InvitesService,
    private readonly proofs: ProofsService,
    private readonly presence: AccountPresence,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.log.addProjection(ringsProjection);
  }

  /** Everybody but who asks. */
  async directory(who: AccountPrincipal): Promise<Colleague[]> {
    const reachable = this.presence.reachable();
    const all = await activeColleagues(this.log.db);
    const known = new Map((await seats(this.log.db, this.clock.now())).map((seat) => [seat.accountId, seat]));
    return all
      .filter(({ accountId }) => accountId !== who.accountId)
      .map((one) => {
        const here = reachable.has(one.accountId);
        const seat = known.get(one.accountId);
        const standing = seat ? standingOf(seat, here) : 'offline';
        return { ...one, reachable: here, standing, away: seat?.reason ?? '' };
      });
  }

  /** @throws ApiError NOT_FOUND for an account that cannot sign in; the domain's refusals */
  async invite(
    who: AccountPrincipal,
    sessionId: string,
    { inviteId, accountId }: InviteBody,
  ): Promise<ColleagueInvite> {
    const name = accountId === null ? '' : await colleagueName(this.log.db, accountId);
    if (name === undefined) throw new ApiError('NOT_FOUND', 'no such colleague');
    const { link, expiresAt } = await this.invites.create(who, sessionId, {
      inviteId,
      minutes: null,
      csr: { accountId, name },
    });
    return { inviteId, link: accountId === null ? link : null, expiresAt };
  }

  /** Comes in where this CSR is asked. Pressed twice, it is one coming. */
  async accept(who: AccountPrincipal, sessionId: string, inviteId: string): Promise<SessionView> {
    const command: SessionCommand = { type: 'csr.join', data: { ...comingAs(who), inviteId } };
    await this.sessions.serve(sessionId, command);
    return this.sessions.view(who, sessionId);
  }

  async decline(who: AccountPrincipal, sessionId: string, inviteId: string): Promise<void> {
    await this.sessions.serve(sessionId, {
      type: 'invite.decline',
      data: { inviteId, accountId: who.accountId },
    });
  }

  /** What a link for colleagues leads to. Uses nothing up. */
  async preview(token: string, address: string): Promise<ColleagueLinkView> {
    const { session, inviteId } = await this.prove(token, address);
    const { state } = session;
    const verdict = inviteVerdict(state, inviteId, this.clock.now(), 'csr');
    if (verdict) throw refused(verdict);
    const invite = state.invites[inviteId];
    return {
      sessionId: session.id,
      number: state.number,
      subject: state.subject,
      customer: primaryOf(state)?.name ?? null,
      by: state.participants[invite?.createdBy ?? '']?.name ?? '',
      expiresAt: invite?.expiresAt ?? 0,
    };
  }

  async joinByLink(who: AccountPrincipal, token: string, address: string): Promise<SessionView> {
    const { session, inviteId } = await this.prove(token, address);
    return this.accept(who, session.id, inviteId);
  }

  private async prove(token: string, address: string): Promise<ProvenInvite> {
    const proven = await this.proofs.prove({ token }, address);
    const csr = proven.session.state.invites[proven.inviteId]?.csr;
    // A link for a customer or an expert is no way in for a CSR, and looks like any other wrong one.
    if (!csr || csr.expert) throw inviteNotFound();
    return proven;
  }
}
