import { Inject, Injectable } from '@nestjs/common';
import type { ChangedAccount, createAccountBody, ManagedAccount } from '@relevo/contracts';
import type { AccountRole } from '@relevo/domain';
import type { z } from 'zod';
import { actorOf } from '../../audit/audit.queries';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Transactions } from '../../platform/database/transactions';
import { ApiError } from '../../platform/errors/api-error';
import type { AccountPrincipal } from '../../platform/principal';
import type { AccountEntity } from '../account.entity';
import { lockAccounts } from '../accounts.queries';
import { createAccount, recordCreation } from '../create-account';
import { AccountLinksService } from '../links/account-links.service';
import { SignInsService } from '../sign-ins.service';
import { managedAccounts } from './administration.queries';
import {
  type ChangeContext,
  disableAccount,
  enableAccount,
  type Reset,
  resetAccount,
  setAccountRole,
} from './change-account';

/** What administrators do with other people's accounts. Every change is recorded in its own transaction. */
@Injectable()
export class AdministrationService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly links: AccountLinksService,
    private readonly signIns: SignInsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(): Promise<ManagedAccount[]> {
    return managedAccounts(this.database.manager);
  }

  /** Makes an account whose owner chooses the password by the link. @throws ApiError EMAIL_TAKEN */
  create(by: AccountPrincipal, account: z.infer<typeof createAccountBody>): Promise<ChangedAccount> {
    return this.change(by, async ({ manager, by: actor }) => {
      const made = await createAccount(manager, { ...account, password: null });
      await recordCreation(manager, made, actor);
      return { account: made, link: true };
    });
  }

  /** A link comes with a password that is taken away. */
  reset(by: AccountPrincipal, id: string, what: Reset): Promise<ChangedAccount> {
    return this.change(by, async (context) => ({
      account: await resetAccount(context, { id }, what),
      link: what.password,
    }));
  }

  disable(by: AccountPrincipal, id: string): Promise<ChangedAccount> {
    return this.change(by, async (context) => ({ account: await disableAccount(context, { id }) }));
  }

  enable(by: AccountPrincipal, id: string): Promise<ChangedAccount> {
    return this.change(by, async (context) => ({ account: await enableAccount(context, { id }) }));
  }

  setRole(by: AccountPrincipal, id: string, role: AccountRole): Promise<ChangedAccount> {
    return this.change(by, async (context) => ({ account: await setAccountRole(context, { id }, role) }));
  }

  private change(
    who: AccountPrincipal,
    work: (context: ChangeContext) => Promise<{ account: AccountEntity; link?: boolean }>,
  ): Promise<ChangedAccount> {
    return this.transactions.run(async ({ manager }) => {
      await lockAccounts(manager);
      // Whose right ended while this waited for its turn changes nobody any more (SEC-A4).
      await this.signIns.mustStillHave(manager, who, 'accounts.manage');
      const by = actorOf(who);
      const { account, link } = await work({ manager, by, at: new Date(this.clock.now()) });
      const [view] = await managedAccounts(manager, account.id);
      if (!view) throw new ApiError('NOT_FOUND');
      return { account: view, link: link ? await this.links.make(manager, account.id) : null };
    });
  }
}
