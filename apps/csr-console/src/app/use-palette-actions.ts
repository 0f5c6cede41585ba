import type { AccountRole } from '@relevo/contracts';
import { groupDigits } from '@relevo/ui';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerOf } from '../session/customer';
import { settingsPages } from '../settings/pages';
import type { DeskCommand } from './command-board';
import { useGive } from './use-commands';
import { useDesk, useHome } from './use-desk';

/** A line of the palette. */
interface PaletteAction {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly keywords?: string;
  readonly shortcut?: string;
  readonly run: () => void;
}
interface PaletteGroup {
  readonly group: string;
  readonly actions: readonly PaletteAction[];
}

/** What the palette offers: the commands of the page that is open, the sessions that are followed, and places. */
export const usePaletteActions = (role: AccountRole): PaletteGroup[] => {
  const { t } = useTranslation(['console', 'accounts', 'history', 'reports']);
  const { board } = useDesk();
  const { sessions } = useHome();
  const navigate = useNavigate();
  const give = useGive();
  const command = (one: DeskCommand): PaletteAction => ({
    id: one.id,
    label: one.label,
    ...(one.refused !== undefined && { description: one.refused }),
    ...(one.shortcut !== undefined && { shortcut: one.shortcut }),
    run: () => give(one),
  });
  return [
    { group: t('palette.commands'), actions: board.commands.map(command) },
    {
      group: t('palette.sessions'),
      actions: sessions
        .filter(({ session }) => session.phase !== 'none')
        .map(({ session, sessionId }) => {
          const number = groupDigits(session.number, '-');
          const customer = customerOf(session)?.name;
          return {
            id: `session.${sessionId}`,
            label: customer ?? t('session.titleNobody', { number }),
            description: [customer && number, session.subject].filter(Boolean).join(' · '),
            keywords: Object.values(session.participants)
              .map(({ name }) => name)
              .join(' '),
            run: () => void navigate({ to: '/sessions/$sessionId', params: { sessionId } }),
          };
        }),
    },
    {
      group: t('palette.places'),
      actions: [
        { id: '/history', label: t('history:nav'), run: () => void navigate({ to: '/history' }) },
        { id: '/reports', label: t('reports:nav'), run: () => void navigate({ to: '/reports' }) },
        ...settingsPages(role).map(({ to, label }) => ({
          id: to,
          label: t(label, { ns: 'accounts' }),
          keywords: t('nav.settings'),
          run: () => void navigate({ to }),
        })),
      ],
    },
  ].filter(({ actions }) => actions.length > 0);
};
