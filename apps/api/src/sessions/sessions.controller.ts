import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id, type SessionView, sessionList, sessionView } from '@relevo/contracts';
import { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { SessionsService } from './sessions.service';

const filter = z.object({ state: z.enum(['live', 'recent']).optional() });

@ApiTags('sessions')
@Controller('sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  @SignedIn('session.read')
  @Answers(sessionList)
  async list(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: filter }) { state }: z.output<typeof filter>,
  ): Promise<{ sessions: SessionView[] }> {
    return { sessions: await this.sessions.list(who, state) };
  }

  @Get(':id')
  @SignedIn('session.read')
  @Answers(sessionView)
  one(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
  ): Promise<SessionView> {
    return this.sessions.view(who, sessionId);
  }

  @Post(':id/start')
  @SignedIn('session.start')
  @Answers(sessionView)
  startPrepared(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
  ): Promise<SessionView> {
    return this.sessions.startPrepared(who, sessionId);
  }
}
