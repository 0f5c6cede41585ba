import type { AccountRole } from '@relevo/contracts';

const OWN = {
  label: 'nav.own',
  pages: [
    { to: '/settings/account', label: 'nav.account' },
    { to: '/settings/keys', label: 'nav.keys' },
  ],
} as const;

const ADMINISTRATION = [
  {
    label: 'nav.general',
    pages: [
      { to: '/settings', label: 'nav.site' },
      { to: '/settings/look', label: 'nav.look' },
      { to: '/settings/mail', label: 'nav.post' },
      { to: '/settings/webhooks', label: 'nav.webhooks' },
    ],
  },
  {
    label: 'nav.people',
    pages: [
      { to: '/settings/users', label: 'nav.users' },
      { to: '/settings/teams', label: 'nav.teams' },
    ],
  },
  {
    label: 'nav.work',
    pages: [
      { to: '/settings/types', label: 'nav.types' },
      { to: '/settings/codes', label: 'nav.codes' },
      { to: '/settings/queues', label: 'nav.queues' },
    ],
  },
  {
    label: 'nav.records',
    pages: [
      { to: '/settings/customers', label: 'nav.personalData' },
      { to: '/settings/audit', label: 'nav.audit' },
    ],
  },
] as const;

/** The pages of the settings that somebody may open, in groups, in their order. */
export const settingsGroups = (role: AccountRole) => [
  OWN,
  ...(role === 'administrator' ? ADMINISTRATION : []),
];

/** The same without the groups. */
export const settingsPages = (role: AccountRole) => settingsGroups(role).flatMap(({ pages }) => [...pages]);
