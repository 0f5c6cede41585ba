import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAbilities, useNotes, useWork } from '../use-work';
import { NoteConflict } from './NoteConflict';
import { NoteField } from './NoteField';
import { NoteHistory } from './NoteHistory';
import { NoteState } from './NoteState';
import css from './notes.module.css';

/** W36: what those who work here write down together. Every version stays; what is not saved yet stays on this device. */
export const NotesPanel = () => {
  const { t } = useTranslation(['notes', 'refusals']);
  const { notes } = useWork();
  const { standing, savable } = useNotes();
  const refused = useAbilities()['note.save'];
  return (
    <div className={css.notes}>
      <NoteState />
      {standing === 'conflict' && <NoteConflict />}
      <NoteField id="notes-text" onSave={() => savable && notes.save()} />
      <div className={css.row}>
        <small>{refused ? t(refused, { ns: 'refusals' }) : t('who')}</small>
        {standing === 'draft' && (
          <Button size="xs" variant="subtle" color="gray" onClick={notes.discard}>
            {t('discard')}
          </Button>
        )}
        <Button size="xs" disabled={!savable} loading={standing === 'saving'} onClick={notes.save}>
          {t('save')}
        </Button>
      </div>
      <NoteHistory />
    </div>
  );
};
