import { MAX_NOTE_LENGTH } from '@relevo/domain';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbilities, useNotes, useSession, useWork } from '../use-work';
import css from './notes.module.css';

/** Where the notes are written; Ctrl+Enter or Ctrl+S saves. */
export const NoteField = ({
  id,
  rows,
  onSave,
}: {
  id?: string;
  /** Lines that it has at least; omitted = all the height that there is. */
  rows?: number;
  onSave: () => void;
}) => {
  const { t } = useTranslation('notes');
  const { notes } = useWork();
  const { text } = useNotes();
  const { status } = useSession();
  const refused = useAbilities()['note.save'];
  const extra = text.length - MAX_NOTE_LENGTH;
  const key = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || !['s', 'Enter'].includes(event.key)) return;
    event.preventDefault();
    onSave();
  };
  return (
    <>
      <textarea
        id={id}
        className={css.text}
        data-autofocus
        data-fixed={rows !== undefined || undefined}
        rows={rows}
        aria-label={t('write')}
        placeholder={t('placeholder')}
        value={text}
        readOnly={refused !== null || status === 'loading'}
        onChange={(event) => notes.write(event.currentTarget.value)}
        onKeyDown={key}
      />
      {extra > 0 && (
        <p className={css.tooLong} role="status">
          {t('tooLong', { count: extra })}
        </p>
      )}
    </>
  );
};
