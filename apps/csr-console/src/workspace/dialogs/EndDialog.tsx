import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { RefusalText } from '../../app/RefusalText';
import { NoteConflict } from '../notes/NoteConflict';
import { NoteField } from '../notes/NoteField';
import { NoteState } from '../notes/NoteState';
import { useCommand } from '../use-command';
import { useAbilities, useNotes, useWork } from '../use-work';
import css from './dialogs.module.css';
import { EndWays } from './EndWays';
import { WhatEnds } from './WhatEnds';

/**
 * How an owner goes: the notes as they are, what ends, then End for everyone at once (W44, W46); or parking it or handing
 * it over (W43). What was written in the notes is saved with the end, or nothing ends;
 * a text that cannot be saved now does not hold the end up (W44): it stays, and can be saved afterwards.
 */
export const EndDialog = ({
  opened,
  onClose,
  onTransfer,
}: {
  opened: boolean;
  onClose: () => void;
  onTransfer: () => void;
}) => {
  const { t } = useTranslation(['console', 'common', 'notes']);
  const { client, notes } = useWork();
  const { standing, savable } = useNotes();
  const refused = useAbilities()['session.end'];
  const run = useCommand();
  const stays = standing === 'conflict' || (standing === 'draft' && !savable);
  const [busy, setBusy] = useState(false);
  const end = (): void => {
    const note = savable ? notes.unsaved() : undefined;
    const sent = client.command('session.end', note ? { note } : {});
    if (note) notes.watch(sent);
    setBusy(true);
    run(sent, ({ ok }) => {
      setBusy(false);
      if (ok) onClose();
    });
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('end.title')} size={560}>
      <WhatEnds />
      <section className={css.endNotes} aria-labelledby="end-notes">
        <h3 id="end-notes">{t('tool.notes')}</h3>
        <NoteState />
        {standing === 'conflict' && <NoteConflict />}
        <NoteField onSave={() => notes.save()} rows={5} />
      </section>
      {stays && <p className={css.problem}>{t('end.notesStay')}</p>}
      <RefusalText code={refused} className={css.problem} />
      <div className={css.buttons}>
        <Button variant="default" size="md" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button color="red" size="md" loading={busy} disabled={refused !== null} onClick={end}>
          {t(savable ? 'end.saveAndEnd' : 'end.confirm')}
        </Button>
      </div>
      <EndWays onClose={onClose} onTransfer={onTransfer} />
    </Dialog>
  );
};
