import type { AccountView } from '@relevo/contracts';
import { withDatabase } from '../platform/database/with-database';
import { ACCOUNT_ENTITIES } from './account-entities';
import { viewOf } from './account-view';
import { createAccount, type NewAccount, recordCreation } from './create-account';
import { isStepMissing } from './second-step/second-step.queries';

/**
 * Makes an account in a database, without a server: for the command line.
 * @throws ApiError BAD_REQUEST (with `details.issues`), WEAK_PASSWORD, EMAIL_TAKEN
 */
export const addAccount = (databaseUrl: string, account: NewAccount): Promise<AccountView> =>
  withDatabase(databaseUrl, ACCOUNT_ENTITIES, (manager) =>
    manager.transaction(async (transaction) => {
      const made = await createAccount(transaction, account);
      await recordCreation(transaction, made, null);
      return viewOf(made, await isStepMissing(transaction, made.id));
    }),
  );
