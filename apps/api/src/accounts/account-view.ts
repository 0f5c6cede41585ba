import type { AccountView } from '@relevo/contracts';
import type { AccountPrincipal } from '../platform/principal';
import type { AccountEntity } from './account.entity';

/** What people see of their own account. */
export const viewOf = ({ id, email, name, role, language }: AccountEntity): AccountView => ({
  id,
  email,
  name,
  role,
  language,
});

/** The same, of somebody who is signed in. */
export const viewOfPrincipal = ({
  accountId,
  email,
  name,
  role,
  language,
}: AccountPrincipal): AccountView => ({
  id: accountId,
  email,
  name,
  role,
  language,
});
