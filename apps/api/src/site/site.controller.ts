import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ChangeSiteSettingsBody,
  changeSiteSettingsBody,
  PROTOCOL_VERSION,
  type SiteSettings,
  type SiteView,
  siteSettings,
  siteView,
} from '@relevo/contracts';
import { keepsLess, type SitePolicy } from '@relevo/domain';
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

/** @throws ApiError FORBIDDEN for what only a person can change */
const refuseToKeys = (before: SitePolicy, after: SitePolicy): void => {
  // A program's key is no second step: what people must show is for people to decide.
  if (after.requireTotp !== before.requireTotp)
    throw new ApiError('FORBIDDEN', 'a key cannot change requireTotp');
  // What is gone cannot be had again.
  if (keepsLess(before.retentionDays, after.retentionDays))
    throw new ApiError('FORBIDDEN', 'a key cannot let sessions be erased earlier');
};

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

  /** What is not named stays as it is. */
  @Patch('settings')
  @SignedIn('site.configure')
  @Answers(siteSettings)
  async change(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: changeSiteSettingsBody }) part: ChangeSiteSettingsBody,
  ): Promise<SiteSettings> {
    return this.policy.change(part, actorOf(who), who.apiKey ? refuseToKeys : undefined);
  }
}
