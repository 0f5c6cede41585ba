import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  PROTOCOL_VERSION,
  type SiteSettings,
  type SiteView,
  siteSettings,
  siteView,
} from '@relevo/contracts';
import { keepsLess } from '@relevo/domain';
import { actorOf } from '../audit/audit.queries';
import { CurrentAccount } from '../platform/access/current-principal';
import { Public, SignedIn } from '../platform/access/marks';
import { ApiError } from '../platform/errors/api-error';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { version } from '../platform/version';
import { PostSettings } from '../post/post-settings.service';
import { SiteLook } from './look/site-look.service';
import { SitePolicyService } from './site-policy.service';

@ApiTags('site')
@Controller('site')
export class SiteController {
  constructor(
    private readonly policy: SitePolicyService,
    private readonly post: PostSettings,
    private readonly look: SiteLook,
  ) {}

  @Get()
  @Public('the sign-in page shows the name of the organisation')
  @Answers(siteView)
  async site(): Promise<SiteView> {
    const { organisation, maxControlMinutes, basicFileTransfer, advancedFileTransfer } =
      this.policy.current();
    return {
      organisation,
      version,
      protocol: PROTOCOL_VERSION,
      maxControlMinutes,
      basicFileTransfer,
      advancedFileTransfer,
      sends: await this.post.channels(),
      look: this.look.view(),
    };
  }

  @Get('settings')
  @SignedIn('site.configure')
  @Answers(siteSettings)
  settings(): SiteSettings {
    return this.policy.current();
  }

  @Put('settings')
  @SignedIn('site.configure')
  @Answers(siteSettings)
  async change(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: siteSettings }) settings: SiteSettings,
  ): Promise<SiteSettings> {
    // A program's key is no second step: what people must show is for people to decide.
    if (who.apiKey && settings.requireTotp !== this.policy.current().requireTotp)
      throw new ApiError('FORBIDDEN', 'a key cannot change requireTotp');
    // What is gone cannot be had again.
    if (who.apiKey && keepsLess(this.policy.current().retentionDays, settings.retentionDays))
      throw new ApiError('FORBIDDEN', 'a key cannot let sessions be erased earlier');
    await this.policy.change(settings, actorOf(who));
    return settings;
  }
}
