import { Injectable } from '@nestjs/common';
import type { AccountView, Language } from '@relevo/contracts';
import { Database } from '../platform/database/database';
import type { AccountPrincipal } from '../platform/principal';
import { viewOf, viewOfPrincipal } from './account-view';
import { setLanguage } from './accounts.queries';
import { createAccount, type NewAccount } from './create-account';

@Injectable()
export class AccountsService {
  constructor(private readonly database: Database) {}

  /** @throws ApiError BAD_REQUEST, WEAK_PASSWORD, EMAIL_TAKEN */
  async createAccount(account: NewAccount): Promise<AccountView> {
    return viewOf(await createAccount(this.database.manager, account));
  }

  async setLanguage(account: AccountPrincipal, language: Language): Promise<AccountView> {
    await setLanguage(this.database.manager, account.accountId, language);
    return { ...viewOfPrincipal(account), language };
  }
}
