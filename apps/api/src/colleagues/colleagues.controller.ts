import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Colleague,
  type ColleagueInvite,
  type ColleagueLinkView,
  colleagueInvite,
  colleagueLinkBody,
  colleagueLinkView,
  colleagueList,
  id,
  inviteColleagueBody,
  ringBody,
  type SessionView,
  sessionView,
} from '@relevo/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers, AnswersNothing } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { clientAddress } from '../platform/rate-limit/client-address';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { ColleaguesService } from './colleagues.service';

const ASKED: Limit = { name: 'colleagues:asked', points: 30, seconds: 60 };

@ApiTags('colleagues')
@Controller()
export class ColleaguesController {
  constructor(
    private readonly colleagues: ColleaguesService,
    private readonly limits: RateLimits,
  ) {}

  @Get('colleagues')
  @SignedIn('session.read')
  @Answers(colleagueList)
  async list(@CurrentAccount() who: AccountPrincipal): Promise<{ colleagues: Colleague[] }> {
    return { colleagues: await this.colleagues.directory(who) };
  }

  @Post('sessions/:id/colleagues')
  @SignedIn('invite.create')
  @Answers(colleagueInvite, 201)
  async invite(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Body({ schema: inviteColleagueBody }) body: z.output<typeof inviteColleagueBody>,
  ): Promise<ColleagueInvite> {
    await this.limits.consume(ASKED, who.accountId);
    return this.colleagues.invite(who, sessionId, body);
  }

  @Post('sessions/:id/join')
  @SignedIn('session.command')
  @Answers(sessionView)
  accept(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Body({ schema: ringBody }) { inviteId }: z.output<typeof ringBody>,
  ): Promise<SessionView> {
    return this.colleagues.accept(who, sessionId, inviteId);
  }

  @Post('sessions/:id/decline')
  @SignedIn('session.command')
  @AnswersNothing()
  async decline(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Body({ schema: ringBody }) { inviteId }: z.output<typeof ringBody>,
  ): Promise<void> {
    await this.colleagues.decline(who, sessionId, inviteId);
  }

  @Post('colleague-links/preview')
  @SignedIn('session.read')
  @Answers(colleagueLinkView)
  preview(
    @Body({ schema: colleagueLinkBody }) { token }: z.output<typeof colleagueLinkBody>,
    @Req() request: FastifyRequest,
  ): Promise<ColleagueLinkView> {
    return this.colleagues.preview(token, clientAddress(request.ip));
  }

  @Post('colleague-links/join')
  @SignedIn('session.command')
  @Answers(sessionView)
  join(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: colleagueLinkBody }) { token }: z.output<typeof colleagueLinkBody>,
    @Req() request: FastifyRequest,
  ): Promise<SessionView> {
    return this.colleagues.joinByLink(who, token, clientAddress(request.ip));
  }
}
