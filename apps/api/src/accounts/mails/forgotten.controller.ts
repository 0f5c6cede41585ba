import { Body, Controller, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { forgottenPasswordBody } from '@relevo/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../../platform/access/marks';
import { CONFIG, type Config } from '../../platform/config';
import { ApiError } from '../../platform/errors/api-error';
import { AnswersNothing } from '../../platform/openapi/answers';
import { clientAddress } from '../../platform/rate-limit/client-address';
import { type Limit, RateLimits } from '../../platform/rate-limit/rate-limits';
import { hiddenAddress } from '../../platform/secret';
import { PostSettings } from '../../post/post-settings.service';
import { AccountMails } from './account-mails';

const FROM_ADDRESS: Limit = { name: 'forgotten:from', points: 30, seconds: 600 };
/** Mails to one mailbox, whoever asks for them. */
const TO_MAILBOX: Limit = { name: 'forgotten:to', points: 3, seconds: 3600 };

@ApiTags('accounts')
@Controller('forgotten-password')
export class ForgottenController {
  constructor(
    private readonly mails: AccountMails,
    private readonly settings: PostSettings,
    private readonly limits: RateLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Answers the same whether there is such an account or not. */
  @Post()
  @Public('whoever forgot the password cannot sign in; the link goes to the mailbox of the account alone')
  @AnswersNothing()
  async ask(
    @Body({ schema: forgottenPasswordBody }) { email }: z.output<typeof forgottenPasswordBody>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    if (!(await this.settings.channels()).email) throw new ApiError('MAIL_OFF');
    await this.limits.consume(FROM_ADDRESS, clientAddress(request.ip));
    const mailbox = hiddenAddress(email, this.config.siteSecret);
    // Enough mails lie in that mailbox; whose it is hears nothing worse because somebody else asked.
    if (await this.limits.allows(TO_MAILBOX, mailbox)) await this.mails.forgotten(email);
  }
}
