import type { AccountRole } from '@relevo/contracts';
import { ACCOUNT_ROLES, SCOPE_ROLES } from '@relevo/domain';

/**
 * What each role may do in the site; what is not here nobody may do. Rights inside a session (owner, assistant) are
 * the domain's, and come on top: an administrator has no part in other people's sessions.
 */
export const PERMISSIONS = {
  /** What an API key may be allowed too. */
  ...SCOPE_ROLES,
  'account.self': ACCOUNT_ROLES,
  /** What there is before the second step that the site requires: to set it up, and to leave. */
  'account.enter': ACCOUNT_ROLES,
  'session.command': ACCOUNT_ROLES,
  'socket.connect': ACCOUNT_ROLES,
  'session.supervise': ['supervisor'],
  /** Lists and figures of everybody's sessions; not what was said in them. */
  'history.site': ['supervisor', 'administrator'],
  'accounts.manage': ['administrator'],
  'customers.manage': ['administrator'],
} as const satisfies Record<string, readonly AccountRole[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role carries a permission. */
export const roleMay = (role: AccountRole | 'expert', permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly string[]).includes(role);
