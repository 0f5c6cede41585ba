import { Button } from '@mantine/core';
import type { NoteVersion } from '@relevo/domain';
import { Moment, PlainText } from '@relevo/ui';
import { IconArrowsExchange2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAbilities, useNotes, useSession, useWork } from '../use-work';
import { type Handover, noteHistory } from './history';
import css from './notes.module.css';

/** Every version, who wrote it and when, and why the session changed hands; an older one can be taken up again. */
export const NoteHistory = () => {
  const { t } = useTranslation('notes');
  const { timeline } = useSession();
  const entries = noteHistory(timeline);
  if (entries.length === 0) return null;
  return (
    <section className={css.history} aria-labelledby="notes-history">
      <h3 id="notes-history">{t('history.title')}</h3>
      <ul>
        {entries.map((entry) =>
          entry.kind === 'version' ? (
            <Version key={entry.version.seq} version={entry.version} />
          ) : (
            <Handed key={entry.handover.seq} handover={entry.handover} />
          ),
        )}
      </ul>
    </section>
  );
};

const Version = ({ version }: { version: NoteVersion }) => {
  const { t } = useTranslation(['notes', 'common']);
  const { notes } = useWork();
  const { newest, standing } = useNotes();
  const { session, me } = useSession();
  const allowed = useAbilities()['note.save'] === null;
  const { seq, at, by, text } = version;
  const current = seq === newest?.seq;
  return (
    <li>
      <details className={css.version}>
        <summary>
          <Moment at={at} />
          <b>{by === me?.id ? t('common:you') : (session.participants[by]?.name ?? '')}</b>
          <span className="rv-ellipsis">
            {current ? t('history.current') : text.trimEnd().split('\n').at(-1)}
          </span>
        </summary>
        <div className={css.whole}>
          {text === '' ? t('cleared') : <PlainText text={text} />}
          {!current && allowed && (
            <Button
              size="compact-xs"
              variant="default"
              // What is being written would be gone.
              disabled={standing !== 'saved'}
              onClick={() => notes.takeUp(version)}
            >
              {t('history.takeUp')}
            </Button>
          )}
        </div>
      </details>
    </li>
  );
};

const Handed = ({ handover: { at, from, to, reason } }: { handover: Handover }) => {
  const { t } = useTranslation('notes');
  const { session } = useSession();
  const name = (id: string): string => session.participants[id]?.name ?? '';
  return (
    <li className={css.handed}>
      <Moment at={at} />
      <IconArrowsExchange2 size={16} stroke={1.75} aria-hidden="true" />
      <div>
        {t('history.handed', { from: name(from), to: name(to) })}
        <q>{reason}</q>
      </div>
    </li>
  );
};
