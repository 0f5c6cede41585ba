import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Desk } from '../app/desk';
import css from '../app/frame.module.css';
import type { ExpertView } from '../app/signed-in';
import { useCommandKeys } from '../app/use-commands';
import { DeskContext, useHome } from '../app/use-desk';
import { useTitle } from '../app/use-title';
import { AuthFrame } from '../auth/AuthFrame';

/** The console of an expert from outside: their one session and nothing beside it, for as long as their part lasts (W39). */
export const ExpertFrame = ({ account, desk }: { account: ExpertView; desk: Desk }) => (
  <DeskContext value={desk}>
    <Part sessionId={account.expertIn} />
  </DeskContext>
);

const Part = ({ sessionId }: { sessionId: string }) => {
  const { line, sessions } = useHome();
  useCommandKeys();
  const own = sessions.find((session) => session.sessionId === sessionId);
  const ended = own?.session.phase === 'ended';
  const refused = line.status === 'refused' && line.code === 'NOT_SIGNED_IN';
  if (ended || refused || own?.me?.status === 'left') return <OverPage ended={ended} />;
  return (
    <div className={css.alone}>
      <Outlet />
    </div>
  );
};

/** Instead of the session once their part is over; there is nowhere else to go. */
const OverPage = ({ ended }: { ended: boolean }) => {
  const { t } = useTranslation('experts');
  useTitle(t('over.title'));
  return <AuthFrame title={t('over.title')} lead={t(ended ? 'over.ended' : 'over.left')} />;
};
