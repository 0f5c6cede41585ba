import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountLinkView,
  accountLinkBody,
  accountLinkView,
  useAccountLinkBody,
} from '@relevo/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../../platform/access/marks';
import { Answers, AnswersNothing } from '../../platform/openapi/answers';
import { clientAddress } from '../../platform/rate-limit/client-address';
import { AccountLinksService } from './account-links.service';

@ApiTags('accounts')
@Controller('account-links')
export class AccountLinksController {
  constructor(private readonly links: AccountLinksService) {}

  @Post('preview')
  @Public('proves itself with the token of a one-time link')
  @Answers(accountLinkView)
  preview(
    @Body({ schema: accountLinkBody }) { token }: z.infer<typeof accountLinkBody>,
    @Req() request: FastifyRequest,
  ): Promise<AccountLinkView> {
    return this.links.preview(token, clientAddress(request.ip));
  }

  @Post('use')
  @Public('proves itself with the token of a one-time link')
  @AnswersNothing()
  use(
    @Body({ schema: useAccountLinkBody }) { token, password }: z.infer<typeof useAccountLinkBody>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.links.use(token, password, clientAddress(request.ip));
  }
}
