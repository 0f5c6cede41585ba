import { Button } from '@mantine/core';
import type { SessionSnapshot } from '@relevo/client';
import { RING_SECONDS } from '@relevo/domain';
import { Avatar, groupDigits, useNow, useSnapshot } from '@relevo/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerName } from '../session/customer';
import css from './rings.module.css';
import { useDesk, useHome } from './use-desk';

/** A program has just started it in this person's name (W4), and nobody has opened it here yet. */
const rings = ({ session, me }: SessionSnapshot, open: readonly string[], now: number): boolean =>
  (session.phase === 'open' || session.phase === 'prepared') &&
  me?.role === 'owner' &&
  session.labels?.by != null &&
  now - me.arrivedAt < RING_SECONDS * 1000 &&
  !open.includes(session.id);

/** Sessions that a program started for this person, over whatever page is open. */
export const StartedForYou = () => {
  const now = useNow();
  const desk = useDesk();
  const { open } = useSnapshot(desk.tabs);
  const [later, setLater] = useState<readonly string[]>([]);
  const shown = useHome().sessions.filter(
    (snapshot) => rings(snapshot, open, now) && !later.includes(snapshot.sessionId),
  );
  return shown.map((snapshot) => (
    <StartedCard
      key={snapshot.sessionId}
      snapshot={snapshot}
      onLater={() => setLater((before) => [...before, snapshot.sessionId])}
    />
  ));
};

const StartedCard = ({ snapshot, onLater }: { snapshot: SessionSnapshot; onLater: () => void }) => {
  const { t } = useTranslation(['starts', 'console']);
  const navigate = useNavigate();
  const { session, sessionId } = snapshot;
  const title = t('started.title', { key: session.labels?.by ?? '' });
  const name = customerName(session) ?? t('console:session.nobodyYet');
  return (
    <section className={css.ring} role="alertdialog" aria-label={title}>
      <div className={css.top}>
        <Avatar name={name} tone="accent" size={32} />
        <b dir="auto">{title}</b>
      </div>
      <p>
        <span dir="auto">{name}</span>
        <span className="rv-num"> · {groupDigits(session.number, '-')}</span>
        {session.subject && <span dir="auto"> · {session.subject}</span>}
      </p>
      <div className={css.buttons}>
        <Button variant="default" onClick={onLater}>
          {t('started.later')}
        </Button>
        <Button onClick={() => void navigate({ to: '/sessions/$sessionId', params: { sessionId } })}>
          {t('started.open')}
        </Button>
      </div>
    </section>
  );
};
