import { Select } from '@mantine/core';
import { timeZones } from '@relevo/ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../../app/notices';
import { useSignedIn, useSignedInStore } from '../../app/use-signed-in';
import css from '../settings.module.css';

/** As the browser has it. */
const BROWSERS = '';

/** In which time zone this person sees moments, wherever they are. */
export const ZoneSection = () => {
  const { t } = useTranslation('history');
  const store = useSignedInStore();
  const signedIn = useSignedIn();
  const notices = useNotices();
  const zones = useMemo(() => {
    const browsers = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return [
      { value: BROWSERS, label: t('zone.browser', { zone: browsers }) },
      ...timeZones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    ];
  }, [t]);
  if (signedIn.status !== 'in') return null;
  const choose = async (zone: string): Promise<void> => {
    try {
      store.entered(await store.rest.setPreferences({ timeZone: zone === BROWSERS ? null : zone }));
      notices.done(t('zone.saved'));
    } catch (error) {
      notices.refused(codeOf(error));
    }
  };
  return (
    <section aria-labelledby="zone-title">
      <div>
        <h2 id="zone-title">{t('zone.title')}</h2>
        <p className={css.text}>{t('zone.text')}</p>
      </div>
      <Select
        aria-labelledby="zone-title"
        searchable
        allowDeselect={false}
        // The list itself scrolls: it is what the keys walk through.
        withScrollArea={false}
        styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
        nothingFoundMessage={t('zone.nothing')}
        data={zones}
        value={signedIn.account.timeZone ?? BROWSERS}
        onChange={(zone) => void choose(zone ?? BROWSERS)}
      />
    </section>
  );
};
