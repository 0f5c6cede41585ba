import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type StartedSession, startedSession, startSessionBody } from '@relevo/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { bearerOf } from '../platform/access/bearer';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { StartsService } from './starts.service';

const STARTS: Limit = { name: 'sessions:start', points: 60, seconds: 60 };

@ApiTags('sessions')
@Controller('sessions')
export class StartsController {
  constructor(
    private readonly starts: StartsService,
    private readonly limits: RateLimits,
  ) {}

  @Post()
  @SignedIn('session.start')
  @Answers(startedSession, 201)
  async start(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: startSessionBody }) body: z.output<typeof startSessionBody>,
    @Req() request: FastifyRequest,
  ): Promise<StartedSession> {
    await this.limits.consume(STARTS, who.accountId);
    return this.starts.start(who, body, bearerOf(request));
  }
}
