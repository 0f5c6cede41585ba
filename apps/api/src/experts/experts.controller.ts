import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountView,
  accountView,
  type ExpertInvite,
  type ExpertLinkView,
  expertInvite,
  expertLinkBody,
  expertLinkView,
  id,
  inviteExpertBody,
  joinAsExpertBody,
} from '@relevo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SignInCookie } from '../accounts/sign-in-cookie.service';
import { SignInsService } from '../accounts/sign-ins.service';
import { CurrentAccount } from '../platform/access/current-principal';
import { Public, SignedIn } from '../platform/access/marks';
import { ApiError, refused } from '../platform/errors/api-error';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { clientAddress } from '../platform/rate-limit/client-address';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { ExpertsService } from './experts.service';

/** A malformed token is answered like a wrong one (SEC-J2), so it is not the schema's to refuse. */
const shown = { token: z.unknown() };
const previewing = expertLinkBody.extend(shown).meta({ id: 'ExpertLink' });
const joining = joinAsExpertBody.extend(shown).meta({ id: 'JoinAsExpert' });

const ASKED: Limit = { name: 'experts:asked', points: 30, seconds: 60 };

@ApiTags('experts')
@Controller()
export class ExpertsController {
  constructor(
    private readonly experts: ExpertsService,
    private readonly cookie: SignInCookie,
    private readonly signIns: SignInsService,
    private readonly limits: RateLimits,
  ) {}

  /** Not for programs: who lets somebody from outside in is a person. */
  @Post('sessions/:id/experts')
  @SignedIn('session.command')
  @Answers(expertInvite, 201)
  async invite(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Body({ schema: inviteExpertBody }) body: z.output<typeof inviteExpertBody>,
  ): Promise<ExpertInvite> {
    await this.limits.consume(ASKED, who.accountId);
    return this.experts.invite(who, sessionId, body);
  }

  @Post('expert-links/preview')
  @Public('proves itself with the token of a link for an expert')
  @Answers(expertLinkView)
  preview(
    @Body({ schema: previewing }) { token }: z.output<typeof previewing>,
    @Req() request: FastifyRequest,
  ): Promise<ExpertLinkView> {
    return this.experts.preview(token, clientAddress(request.ip));
  }

  @Post('expert-links/join')
  @Public('proves itself with the token of a link for an expert')
  @Answers(accountView, 201)
  async join(
    @Body({ schema: joining }) { token, ...person }: z.output<typeof joining>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountView> {
    await this.mustBeFree(request);
    const entered = await this.experts.join(token, person, clientAddress(request.ip));
    this.cookie.set(reply, entered.token);
    return entered.account;
  }

  /** Coming in would end what goes on in this browser: a colleague's sign-in, or another session of an expert. */
  private async mustBeFree(request: FastifyRequest): Promise<void> {
    const token = this.cookie.of(request);
    if (token === undefined) return;
    const who = await this.signIns.authenticate(token).catch((fault: unknown) => {
      if (fault instanceof ApiError) return null;
      throw fault;
    });
    if (who) throw refused('SIGNED_IN_ALREADY');
  }
}
