import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { createInviteBody, InviteView } from '@relevo/contracts';
import { decideSession, type Invite, type InvitedCsr, invitedAs, isRefusal } from '@relevo/domain';
import type { z } from 'zod';
import { hashCode, newCode } from '../devices/secrets';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { isUniqueViolation } from '../platform/database/unique-violation';
import { ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { hashSecret, newSecret } from '../platform/secret';
import { SitePolicyService } from '../site/site-policy.service';
import { LogService } from '../streams/log/log.service';
import { sessionOfMember } from '../streams/log/member';
import { SessionChanges } from '../streams/log/session-changes';
import type { StreamEntry } from '../streams/log/stream-entry';
import { invitesProjection } from './invites.projection';
import { insertInvite, insertToken } from './invites.queries';

const ATTEMPTS = 5;

/** 128 random bits: what stands behind `#`. */
const newToken = (): string => newSecret(16);

/** The page of each link. */
const DOORS = { customer: 'join', csr: 'colleague', expert: 'expert' } as const;

/** `csr` = a link for a colleague, who opens it in the console; it has no spoken code. */
type Wanted = z.output<typeof createInviteBody> & { readonly csr?: InvitedCsr };

/** Making invites: the secrets are shown once, to the CSR who makes them, and kept as hashes. */
@Injectable()
export class InvitesService implements OnModuleInit {
  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly policies: SitePolicyService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.log.addProjection(invitesProjection);
  }

  /** @throws ApiError with the domain's refusal; CONFLICT when this id has made an invite before */
  async create(who: AccountPrincipal, sessionId: string, body: Wanted): Promise<InviteView> {
    const { session, participantId } = await sessionOfMember(this.log, who, sessionId);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.make(session, participantId, body);
      } catch (fault) {
        if (isUniqueViolation(fault, 'invites_pk')) throw new ApiError('CONFLICT', 'the id is taken');
        // These nine digits are another invite's at this moment.
        if (attempt === ATTEMPTS || !isUniqueViolation(fault, 'invites_code')) throw fault;
      }
    }
  }

  private async make(session: StreamEntry, participantId: string, body: Wanted): Promise<InviteView> {
    const token = newToken();
    const code = newCode();
    const actor = { kind: 'participant', participantId } as const;
    let ends = { expiresAt: 0, codeExpiresAt: 0 };
    const answer = await this.changes.apply({
      entry: session,
      session,
      decide: (state) => {
        const context = { now: this.clock.now(), actor, policy: this.policies.current() };
        const decision = decideSession(state, { type: 'invite.create', data: body }, context);
        const made = isRefusal(decision) ? undefined : decision.find((e) => e.type === 'invite.created');
        if (made) ends = made.data;
        return decision;
      },
      work: (db) =>
        insertInvite(db, {
          id: body.inviteId,
          sessionId: session.id,
          tokenHash: hashSecret(token),
          codeHash: body.csr ? null : hashCode('invite', code, this.config.siteSecret),
          codeExpiresAt: ends.codeExpiresAt,
          now: this.clock.now(),
        }),
    });
    if (isRefusal(answer)) throw refused(answer.refused);
    const { expiresAt, codeExpiresAt } = ends;
    return {
      inviteId: body.inviteId,
      link: this.linkOf(body.csr, token),
      code,
      expiresAt,
      codeExpiresAt,
    };
  }

  /**
   * A further link of the same invite, for whoever gets it now: those of before are not known any more, only their hashes.
   * Whichever is used first uses the invite.
   */
  async furtherLink(invite: Pick<Invite, 'id' | 'csr'>): Promise<string> {
    const token = newToken();
    await insertToken(this.log.db, invite.id, hashSecret(token));
    return this.linkOf(invite.csr, token);
  }

  /** What stands behind `#` goes to nobody with a request. */
  linkOf(csr: InvitedCsr | undefined, token: string): string {
    return `${this.config.publicUrl}/${DOORS[invitedAs(csr)]}#${token}`;
  }
}
