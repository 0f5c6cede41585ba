import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ChangedAccount,
  changedAccount,
  createAccountBody,
  id,
  managedAccountList,
  resetAccountBody,
  setRoleBody,
} from '@relevo/contracts';
import type { z } from 'zod';
import { CurrentAccount } from '../../platform/access/current-principal';
import { SignedIn } from '../../platform/access/marks';
import { Answers } from '../../platform/openapi/answers';
import type { AccountPrincipal } from '../../platform/principal';
import { AdministrationService } from './administration.service';

@ApiTags('accounts')
@Controller('accounts')
export class AdministrationController {
  constructor(private readonly administration: AdministrationService) {}

  @Get()
  @SignedIn('accounts.manage')
  @Answers(managedAccountList)
  async list(): Promise<z.infer<typeof managedAccountList>> {
    return { accounts: await this.administration.list() };
  }

  @Post()
  @SignedIn('accounts.manage')
  @Answers(changedAccount, 201)
  create(
    @CurrentAccount() by: AccountPrincipal,
    @Body({ schema: createAccountBody }) body: z.infer<typeof createAccountBody>,
  ): Promise<ChangedAccount> {
    return this.administration.create(by, body);
  }

  @Post(':id/reset')
  @SignedIn('accounts.manage')
  @Answers(changedAccount)
  reset(
    @CurrentAccount() by: AccountPrincipal,
    @Param('id', { schema: id }) accountId: string,
    @Body({ schema: resetAccountBody }) what: z.infer<typeof resetAccountBody>,
  ): Promise<ChangedAccount> {
    return this.administration.reset(by, accountId, what);
  }

  @Post(':id/disable')
  @SignedIn('accounts.manage')
  @Answers(changedAccount)
  disable(
    @CurrentAccount() by: AccountPrincipal,
    @Param('id', { schema: id }) accountId: string,
  ): Promise<ChangedAccount> {
    return this.administration.disable(by, accountId);
  }

  @Post(':id/enable')
  @SignedIn('accounts.manage')
  @Answers(changedAccount)
  enable(
    @CurrentAccount() by: AccountPrincipal,
    @Param('id', { schema: id }) accountId: string,
  ): Promise<ChangedAccount> {
    return this.administration.enable(by, accountId);
  }

  @Put(':id/role')
  @SignedIn('accounts.manage')
  @Answers(changedAccount)
  setRole(
    @CurrentAccount() by: AccountPrincipal,
    @Param('id', { schema: id }) accountId: string,
    @Body({ schema: setRoleBody }) { role }: z.infer<typeof setRoleBody>,
  ): Promise<ChangedAccount> {
    return this.administration.setRole(by, accountId, role);
  }
}
