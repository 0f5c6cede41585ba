import { guestOf } from '@relevo/domain';
import { useTranslation } from 'react-i18next';
import { useSession } from '../workspace/use-work';
import css from './expert.module.css';

/** In the place of the tabs: an expert from outside has one session, and is somebody's guest in it. */
export const GuestStrip = () => {
  const { t } = useTranslation('experts');
  const { session, me } = useSession();
  const by = guestOf(session, me?.id ?? '');
  return <div className={css.strip}>{by !== undefined && t('work.guest', { by })}</div>;
};
