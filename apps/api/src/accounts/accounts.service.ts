import { Injectable } from '@nestjs/common';
import type { AccountView, Language } from '@relevo/contracts';
import { Database } from '../platform/database/database';
import type { AccountPrincipal } from '../platform/principal';
import { viewOfPrincipal } from './account-view';
import { setLanguage } from './accounts.queries';

@Injectable()
export class AccountsService {
  constructor(private readonly database: Database) {}

  async setLanguage(account: AccountPrincipal, language: Language): Promise<AccountView> {
    await setLanguage(this.database.manager, account.accountId, language);
    return { ...viewOfPrincipal(account), language };
  }
}
