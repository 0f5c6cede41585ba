import { Loader } from '@mantine/core';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../app/use-desk';
import { useKeys } from '../app/use-keys';
import { customerOf } from '../session/customer';
import { EndDialog } from './dialogs/EndDialog';
import { InviteDialog } from './dialogs/InviteDialog';
import { EventsDrawer } from './events/EventsDrawer';
import { Head } from './Head';
import { SidePanel } from './panel/SidePanel';
import { SessionTabs } from './SessionTabs';
import { Stage } from './stage/Stage';
import { Ticker } from './Ticker';
import { Toolbar } from './tools/Toolbar';
import { usePanel } from './use-panel';
import { useSession, useWork, WorkContext } from './use-work';
import './waiting.css';
import css from './workspace.module.css';

/** One session in front, all others live behind their tabs. */
export const WorkspacePage = () => {
  const { sessionId } = useParams({ from: '/desk/sessions/$sessionId' });
  const desk = useDesk();
  const work = useMemo(
    () => ({ client: desk.home.open(sessionId), remote: desk.remotes.open(sessionId) }),
    [desk, sessionId],
  );
  return (
    <WorkContext value={work}>
      <div className={css.app}>
        <SessionTabs front={sessionId} />
        <Workspace key={sessionId} />
      </div>
    </WorkContext>
  );
};

const Workspace = () => {
  const { t } = useTranslation('console');
  const { client } = useWork();
  const { session, status, sessionId } = useSession();
  const desk = useDesk();
  const panel = usePanel();
  const justStarted = useLocation({ select: (location) => location.state.justStarted === true });
  const [dialog, setDialog] = useState<'invite' | 'end' | 'events' | null>(() =>
    justStarted && desk.layout.snapshot.autoInvite ? 'invite' : null,
  );
  const close = (): void => setDialog(null);
  const invite = (): void => setDialog('invite');
  const name = customerOf(session)?.name ?? session.number;

  // W8: after the start, tools and participants are in sight.
  useEffect(() => {
    if (justStarted) desk.layout.change({ panel: 'participants', panelOpen: true });
  }, [desk, justStarted]);
  useEffect(() => {
    if (session.phase !== 'none') desk.tabs.show(sessionId);
  }, [desk, sessionId, session.phase]);
  useEffect(() => {
    document.title = `${name} · Relevo`;
  }, [name]);
  useKeys({
    i: () => {
      if (client.abilities(Date.now())['invite.create'] === null) invite();
    },
    p: () => panel.toggle('participants'),
    c: () => {
      panel.show('chat');
      requestAnimationFrame(() => document.getElementById('chat-message')?.focus());
    },
    '\\': () => panel.setOpen(!panel.open),
  });

  if (status === 'denied')
    return (
      <main className={css.center}>
        <p>{t('session.notFound')}</p>
        <Link to="/">{t('session.goHome')}</Link>
      </main>
    );
  if (session.phase === 'none')
    return (
      <main className={css.center} aria-busy="true">
        <Loader aria-label={t('state.loading')} />
      </main>
    );
  return (
    <>
      <Head />
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
      <EndDialog opened={dialog === 'end'} onClose={close} />
      <EventsDrawer opened={dialog === 'events'} onClose={close} />
    </>
  );
};
