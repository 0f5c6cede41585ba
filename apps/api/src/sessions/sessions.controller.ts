import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id, type SessionView, sessionList, sessionView, startSessionBody } from '@relevo/contracts';
import { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { SessionsService } from './sessions.service';

const filter = z.object({ state: z.enum(['live', 'recent']).optional() });

const STARTS: Limit = { name: 'sessions:start', points: 60, seconds: 60 };

@ApiTags('sessions')
@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly limits: RateLimits,
  ) {}

  @Post()
  @SignedIn('session.start')
  @Answers(sessionView, 201)
  async start(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: startSessionBody }) body: z.output<typeof startSessionBody>,
  ): Promise<SessionView> {
    await this.limits.consume(STARTS, who.accountId);
    return this.sessions.start(who, body);
  }

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
