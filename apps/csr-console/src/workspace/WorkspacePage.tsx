import { Loader } from '@mantine/core';
import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAutoInvite } from '../app/AutoInvite';
import { useDesk } from '../app/use-desk';
import { useSignedIn } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { GuestStrip } from '../expert/GuestStrip';
import { customerOf } from '../session/customer';
import { EndDialog } from './dialogs/EndDialog';
import { InviteDialog } from './dialogs/InviteDialog';
import { LabelDialog } from './dialogs/LabelDialog';
import { TransferDialog } from './dialogs/TransferDialog';
import { EventsDrawer } from './events/EventsDrawer';
import { GonePage } from './GonePage';
import { Head } from './Head';
import { SidePanel } from './panel/SidePanel';
import { SessionTabs } from './SessionTabs';
import { Stage } from './stage/Stage';
import { Ticker } from './Ticker';
import { Toolbar } from './tools/Toolbar';
import { usePanel } from './use-panel';
import { useSession, WorkContext } from './use-work';
import './waiting.css';
import css from './workspace.module.css';

/** One session in front, all others live behind their tabs. */
export const WorkspacePage = () => {
  const { sessionId } = useParams({ from: '/desk/sessions/$sessionId' });
  const desk = useDesk();
  const expert = useSignedIn().status === 'expert';
  const work = useMemo(
    () => ({
      client: desk.home.open(sessionId),
      remote: desk.remotes.open(sessionId),
      notes: desk.notes.open(sessionId),
      draft: desk.drafts.open(sessionId),
    }),
    [desk, sessionId],
  );
  return (
    <WorkContext value={work}>
      <div className={css.app}>
        {expert ? <GuestStrip /> : <SessionTabs front={sessionId} />}
        <Workspace key={sessionId} />
      </div>
    </WorkContext>
  );
};

const Workspace = () => {
  const { t } = useTranslation('console');
  const { session, status, sessionId, me } = useSession();
  const desk = useDesk();
  const autoInvite = useAutoInvite();
  const panel = usePanel();
  const navigate = useNavigate();
  const justStarted = useLocation({ select: (location) => location.state.justStarted === true });
  const [dialog, setDialog] = useState<'invite' | 'end' | 'transfer' | 'events' | 'label' | null>(() =>
    justStarted && autoInvite ? 'invite' : null,
  );
  const close = (): void => setDialog(null);
  const invite = (): void => setDialog('invite');
  const name = customerOf(session)?.name ?? session.number;

  // W8: after the start, tools and participants are in sight.
  useEffect(() => {
    if (!justStarted) return;
    desk.layout.change({ panel: 'participants', panelOpen: true });
    // Once: whoever loads the page anew is back at what they were looking at.
    void navigate({ to: '.', state: {}, replace: true });
  }, [desk, justStarted, navigate]);
  useEffect(() => {
    if (session.phase !== 'none') desk.tabs.show(sessionId);
  }, [desk, sessionId, session.phase]);
  useTitle(name);

  if (status === 'denied')
    return (
      <main className={css.center}>
        <p>{t('session.notFound')}</p>
        <Link to="/">{t('session.goHome')}</Link>
      </main>
    );
  if (me?.status === 'left') return <GonePage />;
  if (session.phase === 'none')
    return (
      <main className={css.center} aria-busy="true">
        <Loader aria-label={t('state.loading')} />
      </main>
    );
  return (
    <>
      <Head onLabel={() => setDialog('label')} />
      <Toolbar
        panel={panel.open ? panel.panel : undefined}
        onPanel={panel.toggle}
        onInvite={invite}
        onEnd={() => setDialog('end')}
      />
      <main className={css.main}>
        <Stage onInvite={invite} onPeople={() => panel.show('participants')} />
        <SidePanel />
      </main>
      <Ticker onAll={() => setDialog('events')} />
      <InviteDialog opened={dialog === 'invite'} onClose={close} />
      <EndDialog opened={dialog === 'end'} onClose={close} onTransfer={() => setDialog('transfer')} />
      {dialog === 'transfer' && <TransferDialog to="" onClose={close} />}
      {dialog === 'label' && <LabelDialog onClose={close} />}
      <EventsDrawer opened={dialog === 'events'} onClose={close} />
    </>
  );
};
