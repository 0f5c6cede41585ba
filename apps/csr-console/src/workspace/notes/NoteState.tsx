import { clock, dateTime, useLanguage } from '@relevo/ui';
import { IconCheck, IconCloudOff, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNotes, useSession } from '../use-work';
import css from './notes.module.css';

/** Whether what is seen is saved, and by whom; what waits for the line says so. */
export const NoteState = () => {
  const { t } = useTranslation('notes');
  const { language } = useLanguage();
  const { standing, newest } = useNotes();
  const { session, me, line } = useSession();
  if (standing === 'empty') return null;
  const away = line.status !== 'online';
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  if (standing === 'saved' && newest) {
    const time = clock(newest.at, language);
    const by = session.participants[newest.by]?.name ?? '';
    return (
      <p className={css.state} role="status" title={dateTime(newest.at, language)}>
        <IconCheck {...icon} />
        {newest.by === me?.id ? t('state.saved', { time }) : t('state.savedBy', { time, name: by })}
      </p>
    );
  }
  const said =
    standing === 'conflict' ? 'conflict' : away ? 'away' : standing === 'saving' ? 'saving' : 'draft';
  return (
    <p className={css.state} role="status" data-open>
      {away ? <IconCloudOff {...icon} /> : <IconPencil {...icon} />}
      {t(`state.${said}`)}
    </p>
  );
};
