import type { TimelineEntry } from '@relevo/client';
import { ownerOf, primaryOf, type SessionState } from '@relevo/domain';
import { firstName } from '@relevo/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

type Change = Extract<
  TimelineEntry,
  { type: 'csr.joined' | 'control.transferred' | 'participant.promoted' | 'participant.left' }
>;

/** What the customer should know of who is here now: who came, who helps from now on, whose computer it is about. */
export const Changes = ({
  session,
  timeline,
  me,
}: {
  session: SessionState;
  timeline: readonly TimelineEntry[];
  me: string;
}) => {
  const { t } = useTranslation('customer');
  const place = `relevo.changes.${session.id}`;
  const [seen, setSeen] = useState(() => Number(sessionStorage.getItem(place) ?? 0));
  const putAway = (seq: number): void => {
    sessionStorage.setItem(place, String(seq));
    setSeen(seq);
  };
  const name = (id: string): string => firstName(session.participants[id]?.name ?? '');
  const csr = firstName(ownerOf(session)?.name ?? '');
  const sentence = (event: Change): string | null => {
    switch (event.type) {
      case 'csr.joined':
        if (event.data.expert)
          return t('change.expert', {
            name: event.data.name,
            by: session.participants[event.data.expert.by]?.name ?? '',
          });
        return t(event.data.supervisor ? 'change.supervisor' : 'change.assistant', { name: event.data.name });
      case 'control.transferred':
        return t('change.transferred', { name: name(event.data.to) });
      case 'participant.promoted':
        return event.data.participantId === me
          ? t('change.promoted', { csr })
          : t('change.demoted', { name: name(event.data.participantId) });
      case 'participant.left':
        return session.participants[event.data.participantId]?.kind === 'csr'
          ? t('change.left', { name: name(event.data.participantId) })
          : null;
    }
  };
  const changes = timeline.filter((event): event is Change => event.seq > seen && isChange(event));
  const lines = changes.flatMap((event) => {
    const said = sentence(event);
    return said === null ? [] : [{ seq: event.seq, said }];
  });
  const last = lines.at(-1);
  // Whoever is primary from the beginning needs no word about it.
  if (!last || !primaryOf(session)) return null;
  return (
    <div className="banner change" role="status">
      <p>{last.said}</p>
      <Button onClick={() => putAway(last.seq)}>{t('change.ok')}</Button>
    </div>
  );
};

const CHANGES: readonly string[] = [
  'csr.joined',
  'control.transferred',
  'participant.promoted',
  'participant.left',
] satisfies Change['type'][];
const isChange = (event: TimelineEntry): event is Change => CHANGES.includes(event.type);
