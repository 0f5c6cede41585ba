import type { AccountRole } from '@relevo/contracts';

/** The pages of the settings that somebody may open, in their order. */
export const settingsPages = (role: AccountRole) => [
  { to: '/settings/account', label: 'nav.account' } as const,
  { to: '/settings/keys', label: 'nav.keys' } as const,
  ...(role === 'administrator'
    ? ([
        { to: '/settings', label: 'nav.site' },
        { to: '/settings/look', label: 'nav.look' },
        { to: '/settings/mail', label: 'nav.post' },
        { to: '/settings/users', label: 'nav.users' },
        { to: '/settings/teams', label: 'nav.teams' },
        { to: '/settings/types', label: 'nav.types' },
        { to: '/settings/codes', label: 'nav.codes' },
        { to: '/settings/queues', label: 'nav.queues' },
        { to: '/settings/webhooks', label: 'nav.webhooks' },
        { to: '/settings/customers', label: 'nav.personalData' },
        { to: '/settings/audit', label: 'nav.audit' },
      ] as const)
    : []),
];
