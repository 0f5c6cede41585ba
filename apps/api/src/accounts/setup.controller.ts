import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AccountView, accountView, setupBody, setupStateView } from '@relevo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import { SetupService } from './setup.service';
import { SignInCookie } from './sign-in-cookie.service';
import { placeOf } from './sign-in-place';

@ApiTags('accounts')
@Controller('setup')
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly cookie: SignInCookie,
  ) {}

  @Get()
  @Public('the console asks whether to show sign-in or set-up')
  @Answers(setupStateView)
  async state(): Promise<z.infer<typeof setupStateView>> {
    return { needed: await this.setup.needed() };
  }

  @Post()
  @Public('proves itself with the one-time token; not found once an account exists')
  @Answers(accountView, 201)
  async setUp(
    @Body({ schema: setupBody }) body: z.infer<typeof setupBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountView> {
    const { account, token } = await this.setup.setUp(body, placeOf(request));
    this.cookie.set(reply, token);
    return account;
  }
}
