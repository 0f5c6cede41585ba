import { Body, Controller, Get, Header, Param, Put, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type LookView, lookBody, lookView } from '@relevo/contracts';
import { z } from 'zod';
import { actorOf } from '../../audit/audit.queries';
import { CurrentAccount } from '../../platform/access/current-principal';
import { Public, SignedIn } from '../../platform/access/marks';
import { FILE } from '../../platform/files/attachment';
import { Answers } from '../../platform/openapi/answers';
import type { AccountPrincipal } from '../../platform/principal';
import { SiteLook } from './site-look.service';

const logoName = z.string().regex(/^[0-9a-f]{32}$/);

@ApiTags('site')
@Controller('site')
export class SiteLookController {
  constructor(private readonly look: SiteLook) {}

  @Put('look')
  @SignedIn('site.configure')
  @Answers(lookView)
  async change(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: lookBody }) body: z.output<typeof lookBody>,
  ): Promise<LookView> {
    await this.look.change(body, actorOf(who));
    return this.look.view();
  }

  /** The logo as a PNG. Its name changes with it, so browsers may keep it. */
  @Get('logo/:name')
  @Public('customers see the logo of the organisation')
  @Header('content-type', 'image/png')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @Answers(FILE)
  logo(@Param('name', { schema: logoName }) name: string): StreamableFile {
    return new StreamableFile(this.look.logo(name));
  }
}
