import type { EntityManager } from 'typeorm';
import { SignInKeyEntity } from './sign-in-key.entity';
import { ENTERED, GOOD, type Horizon } from './sign-ins.queries';

/** Notes that a console showed this key under this sign-in. */
export const noteKey = async (
  manager: EntityManager,
  signInId: string,
  thumbprint: string,
): Promise<void> => {
  await manager
    .createQueryBuilder()
    .insert()
    .into(SignInKeyEntity)
    .values({ signInId, thumbprint })
    .orIgnore()
    .execute();
};

/** The keys that sign-ins which are good now, and for more than setting up a second step, have shown, by account. */
export const goodKeysOf = async (
  manager: EntityManager,
  accountIds: readonly string[],
  horizon: Horizon,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = await manager
    .createQueryBuilder(SignInKeyEntity, 'key')
    .innerJoinAndSelect('key.signIn', 'signIn')
    .innerJoin('signIn.account', 'account', 'account.disabledAt IS NULL')
    .where('signIn.accountId = ANY(:accountIds)', { accountIds: [...accountIds] })
    .andWhere(GOOD, horizon)
    .andWhere(ENTERED)
    .getMany();
  const keys = new Map<string, string[]>();
  for (const { signIn, thumbprint } of found)
    keys.set(signIn.accountId, [...(keys.get(signIn.accountId) ?? []), thumbprint]);
  return keys;
};
