import { Injectable } from '@nestjs/common';
import type { AccountView, Language } from '@relevo/contracts';
import { Database } from '../platform/database/database';
import type { AccountPrincipal } from '../platform/principal';
import { viewOfPrincipal } from './account-view';
import { type Preferences, setLanguage, setPreferences } from './accounts.queries';

@Injectable()
export class AccountsService {
  constructor(private readonly database: Database) {}

  async setLanguage(account: AccountPrincipal, language: Language): Promise<AccountView> {
    await setLanguage(this.database.manager, account.accountId, language);
    return { ...viewOfPrincipal(account), language };
  }

  /** W10: what they wish for, in every console of theirs. */
  async setPreferences(
    account: AccountPrincipal,
    { autoInvite, timeZone }: Preferences,
  ): Promise<AccountView> {
    const wished = {
      autoInvite: autoInvite ?? account.autoInvite,
      timeZone: timeZone === undefined ? account.timeZone : timeZone,
    };
    await setPreferences(this.database.manager, account.accountId, wished);
    return { ...viewOfPrincipal(account), ...wished };
  }
}
