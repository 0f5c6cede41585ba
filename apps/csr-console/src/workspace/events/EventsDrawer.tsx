import { Drawer } from '@mantine/core';
import { clockSeconds, Moment, useLanguage } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { useSession } from '../use-work';
import css from './events.module.css';
import { SignedMark } from './SignedMark';
import { say } from './say';
import { sentenceOf } from './sentence';

/** Opens where the news are. */
const toNewest = (list: HTMLElement | null): void => list?.lastElementChild?.scrollIntoView({ block: 'end' });

/** A part of its own: made only while the drawer is open, for a long session has thousands. */
const Events = () => {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const { timeline, session, me } = useSession();
  return (
    <ol className={css.list} ref={toNewest}>
      {timeline.map((event) => (
        <li key={event.seq}>
          <Moment at={event.at}>{clockSeconds(event.at, language)}</Moment>
          <span>{say(t, sentenceOf(event, { session, me: me?.id ?? '' }))}</span>
          {event.report && <SignedMark />}
        </li>
      ))}
    </ol>
  );
};

/** The whole log of the session, in its order. */
export const EventsDrawer = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation(['console', 'common']);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={460}
      padding={0}
      title={t('events.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <p className={css.lead}>{t('events.explain')}</p>
      <Events />
    </Drawer>
  );
};
