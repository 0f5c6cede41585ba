import { Button } from '@mantine/core';
import { PlainText } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { useNotes, useSession, useWork } from '../use-work';
import css from './notes.module.css';

/** Two wrote at once: theirs to read, ours below in the field, and the ways out. Nothing of either is lost by itself. */
export const NoteConflict = () => {
  const { t } = useTranslation('notes');
  const { notes } = useWork();
  const { newest } = useNotes();
  const { session, me } = useSession();
  if (!newest) return null;
  const mine = newest.by === me?.id;
  return (
    <section className={css.conflict} role="alert" aria-label={t('conflict.label')}>
      <b>
        {mine
          ? t('conflict.titleYou')
          : t('conflict.title', { name: session.participants[newest.by]?.name ?? '' })}
      </b>
      <div className={css.theirs}>{newest.text === '' ? t('cleared') : <PlainText text={newest.text} />}</div>
      <p>{t('conflict.text')}</p>
      <div className={css.ways}>
        <Button size="xs" onClick={notes.join}>
          {t('conflict.join')}
        </Button>
        <Button size="xs" variant="default" onClick={notes.keepMine}>
          {t('conflict.mine')}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={notes.discard}>
          {t('conflict.theirs')}
        </Button>
      </div>
    </section>
  );
};
