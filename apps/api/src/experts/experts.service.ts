import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type {
  AccountView,
  ExpertInvite,
  ExpertLinkView,
  inviteExpertBody,
  joinAsExpertBody,
} from '@relevo/contracts';
import { decideSession, inviteVerdict, isRefusal, type RefusalCode, staleInviteTried } from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { viewOfPrincipal } from '../accounts/account-view';
import { expertPrincipal } from '../accounts/experts/expert-principal';
import { InvitesService } from '../invites/invites.service';
import { STALE } from '../invites/joining.service';
import { inviteNotFound, ProofsService, type ProvenInvite } from '../invites/proofs.service';
import { CLOCK, type Clock } from '../platform/clock';
import { type ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { RateLimits } from '../platform/rate-limit/rate-limits';
import { hashSecret, newSecret } from '../platform/secret';
import { SitePolicyService } from '../site/site-policy.service';
import { LogService } from '../streams/log/log.service';
import { SessionChanges } from '../streams/log/session-changes';
import { expertsProjection } from './experts.projection';
import { insertExpert } from './experts.queries';

type InviteBody = z.output<typeof inviteExpertBody>;
type Joining = Omit<z.output<typeof joinAsExpertBody>, 'token'>;

/** An expert from outside, with the token for their browser. */
export interface SignedInExpert {
  readonly account: AccountView;
  readonly token: string;
}

/** Experts from outside: asking them in for one session, and their way in without an account (W39). */
@Injectable()
export class ExpertsService implements OnModuleInit {
  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly invites: InvitesService,
    private readonly proofs: ProofsService,
    private readonly policies: SitePolicyService,
    private readonly limits: RateLimits,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.log.addProjection(expertsProjection);
  }

  /** @throws ApiError NOT_FOUND for who has no part in the session; the domain's refusals */
  async invite(
    who: AccountPrincipal,
    sessionId: string,
    { inviteId, name, rights }: InviteBody,
  ): Promise<ExpertInvite> {
    const csr = { accountId: null, name, expert: rights };
    const { link, expiresAt } = await this.invites.create(who, sessionId, { inviteId, minutes: null, csr });
    return { inviteId, link, expiresAt };
  }

  /** What a link for an expert leads to. Uses nothing up. @throws ApiError INVITE_NOT_FOUND; its true reason to a right token */
  async preview(token: unknown, address: string): Promise<ExpertLinkView> {
    const proven = await this.prove(token, address);
    const { state } = proven.session;
    const verdict = inviteVerdict(state, proven.inviteId, this.clock.now(), 'expert');
    if (verdict) throw await this.refusal(proven, verdict);
    const invite = state.invites[proven.inviteId];
    return {
      organisation: state.organisation,
      by: state.participants[invite?.createdBy ?? '']?.name ?? '',
      subject: state.subject,
      name: invite?.csr?.name ?? '',
      rights: [...(invite?.csr?.expert ?? [])],
      expiresAt: invite?.expiresAt ?? 0,
    };
  }

  /** Uses the link up: its holder has a part in the session, and a sign-in that lasts as long, in one transaction. */
  async join(token: unknown, { name, language }: Joining, address: string): Promise<SignedInExpert> {
    const proven = await this.prove(token, address);
    const { session, inviteId } = proven;
    const [participantId, accountId, secret, now] = [uuid(), uuid(), newSecret(), this.clock.now()];
    const data = { inviteId, participantId, accountId, name };
    const answer = await this.changes.apply({
      entry: session,
      session,
      decide: (state) => decideSession(state, { type: 'expert.join', data }, this.context(participantId)),
      work: (db) =>
        insertExpert(db, {
          id: accountId,
          sessionId: session.id,
          tokenHash: hashSecret(secret),
          name,
          language,
          now,
        }),
    });
    if (isRefusal(answer)) throw await this.refusal(proven, answer.refused);
    const principal = expertPrincipal({ id: accountId, sessionId: session.id, name, language });
    return { account: viewOfPrincipal(principal), token: secret };
  }

  private async prove(token: unknown, address: string): Promise<ProvenInvite> {
    const proven = await this.proofs.prove({ token }, address);
    // A link for somebody else is no way in here, and looks like any other wrong one.
    if (!proven.session.state.invites[proven.inviteId]?.csr?.expert) throw inviteNotFound();
    return proven;
  }

  /** A link that is tried after it was used, has run out or was revoked stands in the log, for the owner to see (SEC-J1). */
  private async refusal({ session, inviteId }: ProvenInvite, verdict: RefusalCode): Promise<ApiError> {
    if (await this.limits.allows(STALE, inviteId))
      await this.changes.apply({
        entry: session,
        session,
        decide: (state) => staleInviteTried(state, inviteId, this.context(), 'expert'),
      });
    return refused(verdict);
  }

  private context(participantId?: string) {
    return {
      now: this.clock.now(),
      policy: this.policies.current(),
      actor:
        participantId === undefined
          ? ({ kind: 'system' } as const)
          : ({ kind: 'participant', participantId } as const),
    };
  }
}
