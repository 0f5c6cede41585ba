import { Button } from '@mantine/core';
import { type SessionEvent, waiting } from '@relevo/domain';
import { firstName, useSnapshot } from '@relevo/ui';
import { IconAlertTriangle, IconDoorEnter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../app/Banner';
import { LineBanner } from '../app/LineBanner';
import { useDesk } from '../app/use-desk';
import { customerOf } from '../session/customer';
import { Dismiss } from './Dismiss';
import { IdleBanner } from './IdleBanner';
import { HandedBanner, LostOwnerBanner } from './OwnerBanners';
import css from './stage/stage.module.css';
import { useCommand } from './use-command';
import { useAbilities, useRemote, useSession, useWork } from './use-work';

/** What cannot wait, over the top of the stage: nothing below moves when one comes or goes. */
export const Banners = ({ onInvite, onPeople }: { onInvite: () => void; onPeople: () => void }) => (
  <div className={css.banners}>
    <LineBanner />
    <AlarmBanner />
    <WrongKeyBanner />
    <LinkBanner />
    <HandedBanner />
    <LostOwnerBanner />
    <IdleBanner />
    <DoorBanner onPeople={onPeople} />
    <InviteAgainBanner onInvite={onInvite} />
  </div>
);

/** Somebody waits to be let in. */
const DoorBanner = ({ onPeople }: { onPeople: () => void }) => {
  const { t } = useTranslation('console');
  const { client } = useWork();
  const { session } = useSession();
  const can = useAbilities();
  const run = useCommand();
  const [first, ...more] = waiting(session);
  if (!first || session.phase !== 'open') return null;
  const { id: participantId, name } = first;
  return (
    <Banner
      tone="accent"
      icon={<IconDoorEnter size={18} stroke={1.75} aria-hidden="true" />}
      action={
        <>
          {more.length > 0 && (
            <Button size="xs" variant="subtle" onClick={onPeople}>
              {t('banner.seeAll')}
            </Button>
          )}
          {can['participant.decline'] === null && (
            <Button
              size="xs"
              variant="default"
              aria-label={t('people.declineNamed', { name })}
              onClick={() => run(client.command('participant.decline', { participantId }))}
            >
              {t('people.decline')}
            </Button>
          )}
          {can['participant.admit'] === null && (
            <Button
              size="xs"
              aria-label={t('people.admitNamed', { name })}
              onClick={() => run(client.command('participant.admit', { participantId }))}
            >
              {t('people.admit')}
            </Button>
          )}
        </>
      }
    >
      <bdi>
        {more.length > 0
          ? t('banner.waitingMore', { name, count: more.length })
          : t('banner.waiting', { name })}
      </bdi>
    </Banner>
  );
};

/** The picture stands still because the link is down. */
const LinkBanner = () => {
  const { t } = useTranslation('console');
  const { session } = useSession();
  const { link, screen } = useRemote();
  const name = customerOf(session)?.name;
  if (link !== 'lost' || !screen?.picture || !name) return null;
  return <Banner busy>{t('banner.linkLost', { name: firstName(name) })}</Banner>;
};

/** The log or the far end is not what it claims to be. */
const AlarmBanner = () => {
  const { t } = useTranslation(['console', 'common']);
  const { remote } = useWork();
  const { session, status } = useSession();
  const { link, alarm, safety } = useRemote();
  const icon = <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />;
  if (status === 'alarm')
    return (
      <Banner tone="alarm" icon={icon}>
        {t('banner.alarm')}
      </Banner>
    );
  if (safety.standing === 'differs')
    return (
      <Banner tone="alarm" icon={icon}>
        {t('banner.codesDiffer', { name: firstName(customerOf(session)?.name ?? '') })}
      </Banner>
    );
  if (link !== 'alarm') return null;
  return (
    <Banner
      tone="alarm"
      icon={icon}
      action={
        <Button size="xs" variant="default" onClick={() => remote.retryAlarmed()}>
          {t('common:retry')}
        </Button>
      }
    >
      {t(alarm === 'flood' ? 'banner.flooded' : 'banner.keyAlarm')}
    </Banner>
  );
};

type Alarm = Extract<SessionEvent, { type: 'device.alarm' }>;

/** The customer's device met another key than before and ended what was allowed (SEC-C11). */
const WrongKeyBanner = () => {
  const { t } = useTranslation('console');
  const { timeline, session, sessionId } = useSession();
  const { tabs } = useDesk();
  const { dismissed } = useSnapshot(tabs);
  const last = timeline.findLast(
    (event): event is Alarm => event.type === 'device.alarm' && event.data.kind === 'wrong-key',
  );
  if (!last || last.seq <= (dismissed[sessionId] ?? 0) || session.phase !== 'open') return null;
  const owner = session.devices[last.data.deviceId]?.participantId ?? '';
  return (
    <Banner
      tone="alarm"
      icon={<IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />}
      action={<Dismiss onClick={() => tabs.dismiss(sessionId, last.seq)} />}
    >
      {t('banner.wrongKey', { name: firstName(session.participants[owner]?.name ?? '') })}
    </Banner>
  );
};

type Refused = Extract<SessionEvent, { type: 'invite.refused' }>;

/** An invite of this session was tried after it was of no more use: the CSR should know at once (SEC-J1). */
const InviteAgainBanner = ({ onInvite }: { onInvite: () => void }) => {
  const { t } = useTranslation('console');
  const { timeline, session, sessionId } = useSession();
  const { tabs } = useDesk();
  const { dismissed } = useSnapshot(tabs);
  const last = timeline.findLast((event): event is Refused => event.type === 'invite.refused');
  if (!last || last.seq <= (dismissed[sessionId] ?? 0) || session.phase !== 'open') return null;
  return (
    <Banner
      icon={<IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />}
      action={
        <>
          <Button size="xs" variant="default" onClick={onInvite}>
            {t('banner.invites')}
          </Button>
          <Dismiss onClick={() => tabs.dismiss(sessionId, last.seq)} />
        </>
      }
    >
      {t('banner.inviteAgain', { reason: t(`banner.reason.${last.data.reason}`) })}
    </Banner>
  );
};
