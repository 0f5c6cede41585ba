import { Button } from '@mantine/core';
import { standAt } from '@relevo/domain';
import { countdown, useNow, useSnapshot } from '@relevo/ui';
import { IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../app/Banner';
import { useDesk } from '../app/use-desk';
import css from './queue.module.css';
import { useAvailability } from './use-availability';

/** How much of a wrap-up that began by itself is left, with the end of it; nothing else. */
export const WrapUpLeft = () => {
  const desk = useSnapshot(useDesk().queues);
  const now = useNow();
  return desk && standAt(desk.me, now).wrapUpUntil !== null ? <Left me={desk.me} now={now} /> : null;
};

/** The same on the home page, to which one goes when a session is over. */
export const WrapUpBanner = () => {
  const { t } = useTranslation('desk');
  const desk = useSnapshot(useDesk().queues);
  const now = useNow();
  if (!desk || standAt(desk.me, now).wrapUpUntil === null) return null;
  return (
    <Banner
      icon={<IconHourglass size={18} stroke={1.75} aria-hidden="true" />}
      action={<Left me={desk.me} now={now} />}
    >
      {t('wrapUp.text')}
    </Banner>
  );
};

const Left = ({ me, now }: { me: Parameters<typeof useAvailability>[0]; now: number }) => {
  const { t } = useTranslation('desk');
  const { say } = useAvailability(me);
  return (
    <div className={css.wrapUp}>
      <span className="rv-num" role="timer" aria-live="off">
        {t('wrapUp.left', { time: countdown((me.wrapUpUntil ?? now) - now) })}
      </span>
      <Button size="xs" variant="default" onClick={() => say({ state: 'ready' })}>
        {t('wrapUp.ready')}
      </Button>
    </div>
  );
};
