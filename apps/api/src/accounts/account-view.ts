import type { AccountView } from '@relevo/contracts';
import type { AccountPrincipal } from '../platform/principal';
import type { AccountEntity } from './account.entity';

/** Who acts by an account. @param signInId of the sign-in, or of the API key in its place */
export const principalOf = (
  { id: accountId, name, email, role, language, autoInvite, timeZone }: AccountEntity,
  signInId: string,
  secondStepMissing: boolean,
): AccountPrincipal => ({
  kind: 'account',
  accountId,
  name,
  email,
  role,
  expertIn: null,
  language,
  autoInvite,
  timeZone,
  signInId,
  secondStepMissing,
});

/** What people see of their own account. */
export const viewOf = (
  { id, email, name, role, language, autoInvite, timeZone }: AccountEntity,
  secondStepMissing: boolean,
): AccountView => ({
  id,
  email,
  name,
  role,
  expertIn: null,
  language,
  autoInvite,
  timeZone,
  secondStepMissing,
});

/** The same, of somebody who is signed in. */
export const viewOfPrincipal = ({
  accountId,
  email,
  name,
  role,
  expertIn,
  language,
  autoInvite,
  timeZone,
  secondStepMissing,
}: AccountPrincipal): AccountView => ({
  id: accountId,
  email,
  name,
  role,
  expertIn,
  language,
  autoInvite,
  timeZone,
  secondStepMissing,
});
