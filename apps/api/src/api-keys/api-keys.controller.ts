import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ApiKeyView,
  apiKeyList,
  apiKeyView,
  id,
  type MadeApiKey,
  madeApiKey,
  makeApiKeyBody,
} from '@relevo/contracts';
import type { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { ApiKeysService } from './api-keys.service';

/** Keys for programs. No key can make, list or end keys: that takes a person who is signed in. */
@ApiTags('api-keys')
@Controller('api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @SignedIn('account.self')
  @Answers(apiKeyList)
  async list(@CurrentAccount() who: AccountPrincipal): Promise<{ keys: ApiKeyView[] }> {
    return { keys: await this.keys.list(who) };
  }

  @Post()
  @SignedIn('account.self')
  @Answers(madeApiKey, 201)
  make(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: makeApiKeyBody }) body: z.output<typeof makeApiKeyBody>,
  ): Promise<MadeApiKey> {
    return this.keys.make(who, body);
  }

  @Post(':id/revoke')
  @SignedIn('account.self')
  @Answers(apiKeyView)
  revoke(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) keyId: string,
  ): Promise<ApiKeyView> {
    return this.keys.revoke(who, keyId);
  }
}
