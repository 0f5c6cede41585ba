import type { AccountRole } from '@relevo/contracts';

const everyone = ['csr', 'supervisor', 'administrator'] as const satisfies readonly AccountRole[];

/**
 * What each role may do in the site; what is not here nobody may do. Rights inside a session (owner, assistant) are
 * the domain's, and come on top: an administrator has no part in other people's sessions.
 */
export const PERMISSIONS = {
  'account.self': everyone,
  'session.start': everyone,
  'session.read': everyone,
  'session.command': everyone,
  'invite.create': everyone,
  'socket.connect': everyone,
  'site.configure': ['administrator'],
} as const satisfies Record<string, readonly AccountRole[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role carries a permission. */
export const roleMay = (role: AccountRole, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly AccountRole[]).includes(role);
