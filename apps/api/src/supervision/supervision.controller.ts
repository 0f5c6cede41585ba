import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  id,
  type LiveSession,
  type LiveSessionsQuery,
  liveSessionList,
  liveSessionsQuery,
  type SessionView,
  sessionView,
  takeOverBody,
} from '@relevo/contracts';
import type { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { SupervisionService } from './supervision.service';

@ApiTags('supervision')
@Controller()
export class SupervisionController {
  constructor(private readonly supervision: SupervisionService) {}

  @Get('live-sessions')
  @SignedIn('session.supervise')
  @Answers(liveSessionList)
  async list(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: liveSessionsQuery }) query: LiveSessionsQuery,
  ): Promise<{ sessions: LiveSession[] }> {
    return { sessions: await this.supervision.list(who, query) };
  }

  @Post('sessions/:id/supervise')
  @SignedIn('session.supervise')
  @Answers(sessionView)
  join(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
  ): Promise<SessionView> {
    return this.supervision.join(who, sessionId);
  }

  @Post('sessions/:id/take-over')
  @SignedIn('session.supervise')
  @Answers(sessionView)
  takeOver(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Body({ schema: takeOverBody }) { reason }: z.output<typeof takeOverBody>,
  ): Promise<SessionView> {
    return this.supervision.takeOver(who, sessionId, reason);
  }
}
