import { Body, Controller, Get, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountView,
  accountView,
  preferencesBody,
  type SecondStepNeeded,
  setLanguageBody,
  signInAnswer,
  signInBody,
  signInCodeBody,
} from '@relevo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { Public, SignedIn } from '../platform/access/marks';
import { Answers, AnswersNothing } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { viewOfPrincipal } from './account-view';
import { AccountsService } from './accounts.service';
import { SignInService } from './sign-in.service';
import { SignInCookie } from './sign-in-cookie.service';
import { placeOf } from './sign-in-place';
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
  @Answers(signInAnswer)
  async signIn(
    @Body({ schema: signInBody }) { email, password }: z.infer<typeof signInBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountView | SecondStepNeeded> {
    const answer = await this.signInService.signIn(email, password, placeOf(request));
    if (!('token' in answer)) return answer;
    this.cookie.set(reply, answer.token);
    return answer.account;
  }

  @Post('sign-in/code')
  @Public('proves itself with what the password gave, and a code')
  @Answers(accountView)
  async finish(
    @Body({ schema: signInCodeBody }) { challenge, code }: z.output<typeof signInCodeBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountView> {
    const { account, token } = await this.signInService.finish(challenge, code, placeOf(request));
    this.cookie.set(reply, token);
    return account;
  }

  @Post('sign-out')
  @SignedIn('account.enter')
  @AnswersNothing()
  async signOut(
    @CurrentAccount() account: AccountPrincipal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIns.end(account.signInId);
    this.cookie.clear(reply);
  }

  @Post('sign-out-everywhere')
  @SignedIn('account.enter')
  @AnswersNothing()
  async signOutEverywhere(
    @CurrentAccount() account: AccountPrincipal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIns.endAllOf(account.accountId);
    this.cookie.clear(reply);
  }

  @Get('me')
  @SignedIn('account.enter', { experts: true })
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

  @Put('me/preferences')
  @SignedIn('account.self')
  @Answers(accountView)
  setPreferences(
    @CurrentAccount() account: AccountPrincipal,
    @Body({ schema: preferencesBody }) preferences: z.infer<typeof preferencesBody>,
  ): Promise<AccountView> {
    return this.accounts.setPreferences(account, preferences);
  }
}
