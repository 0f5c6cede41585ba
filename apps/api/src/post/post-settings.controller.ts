import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post as HttpPost, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  mailSettingsBody,
  type PostSettingsView,
  postSettingsView,
  smsSettingsBody,
  type TrialView,
  trialView,
  tryMailBody,
  trySmsBody,
} from '@relevo/contracts';
import type { z } from 'zod';
import { actorOf } from '../audit/audit.queries';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { SiteLook } from '../site/look/site-look.service';
import { SitePolicyService } from '../site/site-policy.service';
import { Post } from './post.service';
import { PostProblem } from './post-problem';
import { PostSettings } from './post-settings.service';

const TRIALS: Limit = { name: 'post:trials', points: 30, seconds: 600 };
const TRIAL_MS = 25_000;

/** How mails and SMS leave the site: for administrators. */
@ApiTags('site')
@Controller('site/post')
export class PostSettingsController {
  constructor(
    private readonly settings: PostSettings,
    private readonly post: Post,
    private readonly policy: SitePolicyService,
    private readonly look: SiteLook,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @SignedIn('site.configure')
  @Answers(postSettingsView)
  view(): Promise<PostSettingsView> {
    return this.settings.view();
  }

  @Put('mail')
  @SignedIn('site.configure')
  @Answers(postSettingsView)
  async changeMail(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: mailSettingsBody }) { mail }: z.infer<typeof mailSettingsBody>,
  ): Promise<PostSettingsView> {
    await this.settings.changeMail(mail, actorOf(who));
    return this.settings.view();
  }

  @Put('sms')
  @SignedIn('site.configure')
  @Answers(postSettingsView)
  async changeSms(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: smsSettingsBody }) { sms }: z.infer<typeof smsSettingsBody>,
  ): Promise<PostSettingsView> {
    await this.settings.changeSms(sms, actorOf(who));
    return this.settings.view();
  }

  @HttpPost('mail/try')
  @SignedIn('site.configure')
  @Answers(trialView)
  tryMail(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: tryMailBody }) { to }: z.infer<typeof tryMailBody>,
  ): Promise<TrialView> {
    return this.attempt(who, () => this.post.mail(to, { kind: 'trial' }, this.senderFor(who), randomUUID()));
  }

  @HttpPost('sms/try')
  @SignedIn('site.configure')
  @Answers(trialView)
  trySms(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: trySmsBody }) { to }: z.output<typeof trySmsBody>,
  ): Promise<TrialView> {
    const signal = AbortSignal.timeout(TRIAL_MS);
    return this.attempt(who, () =>
      this.post.text(to, { kind: 'trial' }, this.senderFor(who), randomUUID(), signal),
    );
  }

  private senderFor({ language }: AccountPrincipal) {
    return this.look.sender(this.policy.current().organisation, language);
  }

  private async attempt({ accountId }: AccountPrincipal, send: () => Promise<void>): Promise<TrialView> {
    await this.limits.consume(TRIALS, accountId);
    try {
      await send();
      return { failure: null, answer: '' };
    } catch (error) {
      if (error instanceof PostProblem) return { failure: error.failure, answer: error.answer };
      throw error;
    }
  }
}
