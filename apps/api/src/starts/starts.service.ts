import { Inject, Injectable } from '@nestjs/common';
import type { InviteView, StartedSession, startSessionBody } from '@relevo/contracts';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { InvitesService } from '../invites/invites.service';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { ApiError } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { SessionsService } from '../sessions/sessions.service';
import { claim, giveUp, keep, type ProgramStart } from './started-answers';

type StartBody = z.output<typeof startSessionBody>;

/** Starting a session: by its CSR, or by a program in their name, which gets the invite in the same answer (W4). */
@Injectable()
export class StartsService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly invites: InvitesService,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param secret the API key as it was shown
   * @throws ApiError the domain's refusals; CONFLICT when the id was used otherwise
   */
  async start(who: AccountPrincipal, body: StartBody, secret: string | undefined): Promise<StartedSession> {
    if (!body.invite) return { ...(await this.sessions.start(who, body)), invite: null };
    if (!who.apiKey || secret === undefined)
      throw new ApiError('BAD_REQUEST', 'an invite in the same call is for API keys');
    if (!who.apiKey.scopes.includes('invite.create'))
      throw new ApiError('FORBIDDEN', 'the key lacks invite.create');
    const start = { sessionId: body.sessionId, apiKeyId: who.apiKey.id, secret, content: body };
    const invite = await this.invited(who, body, start);
    return { ...(await this.sessions.view(who, body.sessionId)), invite };
  }

  private async invited(who: AccountPrincipal, body: StartBody, start: ProgramStart): Promise<InviteView> {
    const { manager } = this.database;
    const known = await claim(manager, start, this.clock.now());
    if (known) return known;
    try {
      await this.sessions.start(who, body);
      const invite = await this.invites.create(who, body.sessionId, { inviteId: uuid(), minutes: null });
      await keep(manager, start, invite);
      return invite;
    } catch (fault) {
      await giveUp(manager, start);
      throw fault;
    }
  }
}
