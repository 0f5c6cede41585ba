import { Injectable } from '@nestjs/common';
import type { LiveSession, LiveSessionsQuery, SessionView } from '@relevo/contracts';
import { ownerOf } from '@relevo/domain';
import { comingAs } from '../colleagues/colleagues.service';
import { refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { SessionsService } from '../sessions/sessions.service';
import { LogService } from '../streams/log/log.service';
import { PresenceService } from '../streams/socket/presence.service';
import { liveSessions } from './supervision.queries';

/** What a supervisor may: see which sessions are live, come in visibly, and take over one whose owner is lost (SEC-C12). */
@Injectable()
export class SupervisionService {
  constructor(
    private readonly log: LogService,
    private readonly sessions: SessionsService,
    private readonly presence: PresenceService,
  ) {}

  async list(who: AccountPrincipal, { team }: LiveSessionsQuery): Promise<LiveSession[]> {
    const rows = await liveSessions(this.log.db, who.accountId, team);
    return rows.map(({ ownerParticipant, startedAt, ...row }) => ({
      ...row,
      startedAt: startedAt?.getTime() ?? null,
      ownerReachable: this.isReachable(row.id, ownerParticipant),
    }));
  }

  /** Everybody in the session reads who came. */
  async join(who: AccountPrincipal, sessionId: string): Promise<SessionView> {
    await this.sessions.serve(sessionId, { type: 'csr.join', data: { ...comingAs(who), inviteId: null } });
    return this.sessions.view(who, sessionId);
  }

  /** @throws ApiError OWNER_REACHABLE while a console of the owner follows the session; the domain's refusals */
  async takeOver(who: AccountPrincipal, sessionId: string, reason: string): Promise<SessionView> {
    const data = { ...comingAs(who), reason };
    await this.sessions.serve(sessionId, { type: 'control.takeOver', data }, (state) => {
      const owner = ownerOf(state);
      if (owner && owner.accountId !== who.accountId && this.isReachable(sessionId, owner.id))
        throw refused('OWNER_REACHABLE');
    });
    return this.sessions.view(who, sessionId);
  }

  private isReachable(sessionId: string, participantId: string): boolean {
    return this.presence.of(sessionId).some((address) => address.participantId === participantId);
  }
}
