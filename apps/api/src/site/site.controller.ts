import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type SiteSettings, type SiteView, siteSettings, siteView } from '@relevo/contracts';
import { Public, SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import { version } from '../platform/version';
import { SitePolicyService } from './site-policy.service';

@ApiTags('site')
@Controller('site')
export class SiteController {
  constructor(private readonly policy: SitePolicyService) {}

  @Get()
  @Public('the sign-in page shows the name of the organisation')
  @Answers(siteView)
  site(): SiteView {
    return { organisation: this.policy.current().organisation, version };
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
  async change(@Body({ schema: siteSettings }) settings: SiteSettings): Promise<SiteSettings> {
    await this.policy.change(settings);
    return settings;
  }
}
