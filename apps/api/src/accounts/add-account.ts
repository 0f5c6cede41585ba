import type { AccountView } from '@relevo/contracts';
import { withDatabase } from '../platform/database/with-database';
import { AccountEntity } from './account.entity';
import { viewOf } from './account-view';
import { createAccount, type NewAccount } from './create-account';

/**
 * Makes an account in a database, without a server: for the command line.
 * @throws ApiError BAD_REQUEST (with `details.issues`), WEAK_PASSWORD, EMAIL_TAKEN
 */
export const addAccount = (databaseUrl: string, account: NewAccount): Promise<AccountView> =>
  withDatabase(databaseUrl, [AccountEntity], async (manager) =>
    viewOf(await createAccount(manager, account)),
  );
