import { Body, Controller, Get, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AccountView, accountView, setLanguageBody, signInBody } from '@relevo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { Public, SignedIn } from '../platform/access/marks';
import { Answers, AnswersNothing } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { clientAddress } from '../platform/rate-limit/client-address';
import { viewOfPrincipal } from './account-view';
import { AccountsService } from './accounts.service';
import { SignInService } from './sign-in.service';
import { SignInCookie } from './sign-in-cookie.service';
import { SignInsService } from './sign-ins.service';

@ApiTags('accounts')
@Controller()
export class SignInController {
  constructor(
    private readonly signInService: SignInService,
    private readonly signIns: SignInsService,
    private readonly accounts: AccountsService,
    private readonly cookie: SignInCookie,
  ) {}

  @Post('sign-in')
  @Public('proves itself with e-mail and password')
  @Answers(accountView)
  async signIn(
    @Body({ schema: signInBody }) { email, password }: z.infer<typeof signInBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountView> {
    const { account, token } = await this.signInService.signIn(email, password, clientAddress(request.ip));
    this.cookie.set(reply, token);
    return account;
  }

  @Post('sign-out')
  @SignedIn('account.self')
  @AnswersNothing()
  async signOut(
    @CurrentAccount() account: AccountPrincipal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIns.end(account.signInId);
    this.cookie.clear(reply);
  }

  @Post('sign-out-everywhere')
  @SignedIn('account.self')
  @AnswersNothing()
  async signOutEverywhere(
    @CurrentAccount() account: AccountPrincipal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIns.endAllOf(account.accountId);
    this.cookie.clear(reply);
  }

  @Get('me')
  @SignedIn('account.self')
  @Answers(accountView)
  me(@CurrentAccount() account: AccountPrincipal): AccountView {
    return viewOfPrincipal(account);
  }

  @Put('me/language')
  @SignedIn('account.self')
  @Answers(accountView)
  setLanguage(
    @CurrentAccount() account: AccountPrincipal,
    @Body({ schema: setLanguageBody }) { language }: z.infer<typeof setLanguageBody>,
  ): Promise<AccountView> {
    return this.accounts.setLanguage(account, language);
  }
}
