import { firstName, useSnapshot } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import type { SavedVisit } from '../visit/saved-visit';
import type { Stay } from '../visit/stay';
import { Closing } from './Closing';

/** After leaving: what is over for certain, and what must still be stopped at the computer itself. */
export const Left = ({
  stay,
  saved,
  machine,
}: {
  stay: Stay;
  saved: SavedVisit;
  /** The computer on which the agent runs, by name. */
  machine: string | null;
}) => {
  const csr = firstName(saved.csrName);
  const device = machine ?? '';
  const { t } = useTranslation('customer');
  const heard = useSnapshot(stay.word);
  return (
    <Closing stay={stay} saved={saved} title={t('left.title')}>
      <div aria-live="assertive">
        {heard === 'unheard' && (
          <div className="banner banner-alarm">
            <b>{t('unheard.title', { device })}</b>
            {t('unheard.text')}
          </div>
        )}
        {heard === 'telling' && <p>{t('left.telling', { device })}</p>}
        {(heard === 'none' || heard === 'heard') && <p>{t('left.text', { csr })}</p>}
      </div>
    </Closing>
  );
};
