import { Button } from '@mantine/core';
import { ownerOf, type SessionEvent } from '@relevo/domain';
import { firstName, useSnapshot } from '@relevo/ui';
import { IconArrowsExchange2, IconPlugConnectedX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../app/Banner';
import { useDesk } from '../app/use-desk';
import { TakeOverDialog } from '../home/TakeOverDialog';
import { isReachable } from '../session/reachable';
import { Dismiss } from './Dismiss';
import { useAbilities, useSession } from './use-work';

type Transferred = Extract<SessionEvent, { type: 'control.transferred' }>;

/** The session changed hands: who is responsible now, and why (W41). */
export const HandedBanner = () => {
  const { t } = useTranslation('console');
  const { timeline, session, sessionId, me } = useSession();
  const { tabs } = useDesk();
  const { dismissed } = useSnapshot(tabs);
  const at = timeline.findLastIndex(({ type }) => type === 'control.transferred');
  const last = timeline[at] as Transferred | undefined;
  if (!last || last.seq <= (dismissed[sessionId] ?? 0) || session.phase === 'ended') return null;
  const next = timeline[at + 1];
  const reason = next?.type === 'control.explained' ? next.data.reason : '';
  const name = (id: string): string => session.participants[id]?.name ?? '';
  const { from, to, how } = last.data;
  const said =
    to === me?.id
      ? t(how === 'takeover' ? 'handed.tookOver' : 'handed.toYou', { name: name(from) })
      : t('handed.toOther', { name: name(to) });
  return (
    <Banner
      tone="accent"
      icon={<IconArrowsExchange2 size={18} stroke={1.75} aria-hidden="true" />}
      action={<Dismiss onClick={() => tabs.dismiss(sessionId, last.seq)} />}
    >
      {said} {reason && <q>{reason}</q>}
    </Banner>
  );
};

/** A supervisor in the session can take it over while its owner cannot be reached. */
export const LostOwnerBanner = () => {
  const { t } = useTranslation('console');
  const snapshot = useSession();
  const { session, sessionId, presence, line } = snapshot;
  const can = useAbilities();
  const [open, setOpen] = useState(false);
  const owner = ownerOf(session);
  // Nothing heard yet of who is there: nobody is lost.
  if (
    !owner ||
    isReachable(snapshot, owner.id) ||
    presence.length === 0 ||
    line.status !== 'online' ||
    can['control.takeOver'] !== null
  )
    return null;
  return (
    <>
      <Banner
        icon={<IconPlugConnectedX size={18} stroke={1.75} aria-hidden="true" />}
        action={
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {t('team.takeOver')}
          </Button>
        }
      >
        {t('handed.lost', { name: firstName(owner.name) })}
      </Banner>
      {open && <TakeOverDialog sessionId={sessionId} owner={owner.name} onClose={() => setOpen(false)} />}
    </>
  );
};
