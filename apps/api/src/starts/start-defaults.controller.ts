import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type StartDefaults, startDefaults } from '@relevo/contracts';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Database } from '../platform/database/database';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { StartDefaultsEntity } from './start-defaults.entity';

const NONE: StartDefaults = { typeId: null, code: null, subject: '' };

/** What a CSR has saved for one press of "Start session" (W4). It is a wish: the start itself says whether it holds. */
@ApiTags('sessions')
@Controller('me/start-defaults')
export class StartDefaultsController {
  constructor(private readonly database: Database) {}

  @Get()
  @SignedIn('session.start')
  @Answers(startDefaults)
  async read(@CurrentAccount() { accountId }: AccountPrincipal): Promise<StartDefaults> {
    const row = await this.database.manager.findOneBy(StartDefaultsEntity, { accountId });
    return row ? { typeId: row.typeId, code: row.code, subject: row.subject } : NONE;
  }

  @Put()
  @SignedIn('account.self')
  @Answers(startDefaults)
  async save(
    @CurrentAccount() { accountId }: AccountPrincipal,
    @Body({ schema: startDefaults }) wanted: StartDefaults,
  ): Promise<StartDefaults> {
    await this.database.manager.upsert(StartDefaultsEntity, { accountId, ...wanted }, ['accountId']);
    return wanted;
  }
}
