import { Button } from '@mantine/core';
import type { Ring } from '@relevo/contracts';
import { Avatar, countdown, groupDigits, useNow } from '@relevo/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Offers } from '../queue/Offers';
import { codeOf, useNotices } from './notices';
import css from './rings.module.css';
import { StartedForYou } from './StartedForYou';
import { useDesk, useHome } from './use-desk';

/** Colleagues who ask this CSR in, over whatever page is open, until answered or run out (W39, W40). */
export const Rings = () => {
  const now = useNow();
  const rings = useHome().rings.filter(({ expiresAt }) => now < expiresAt);
  return (
    <div className={css.rings}>
      {rings.map((ring) => (
        <RingCard key={ring.inviteId} ring={ring} now={now} />
      ))}
      <Offers />
      <StartedForYou />
    </div>
  );
};

const RingCard = ({ ring, now }: { ring: Ring; now: number }) => {
  const { t } = useTranslation('console');
  const { rest } = useDesk();
  const notices = useNotices();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<'join' | 'decline'>();
  const { sessionId, inviteId, by, customer, subject, number } = ring;
  const answer = async (how: 'join' | 'decline'): Promise<void> => {
    setBusy(how);
    try {
      if (how === 'decline') return await rest.declineRing(sessionId, inviteId);
      await rest.acceptRing(sessionId, inviteId);
      void navigate({ to: '/sessions/$sessionId', params: { sessionId } });
    } catch (error) {
      notices.refused(codeOf(error));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <section className={css.ring} role="alertdialog" aria-label={t('ring.title', { name: by })}>
      <div className={css.top}>
        <Avatar name={by} tone="accent" size={32} />
        <div>
          <b dir="auto">{t('ring.title', { name: by })}</b>
          <small className="rv-num">{t('ring.left', { time: countdown(ring.expiresAt - now) })}</small>
        </div>
      </div>
      <p>
        <span dir="auto">{customer ?? t('session.nobodyYet')}</span>
        <span className="rv-num"> · {groupDigits(number, '-')}</span>
        {subject && <span dir="auto"> · {subject}</span>}
      </p>
      <div className={css.buttons}>
        <Button
          variant="default"
          loading={busy === 'decline'}
          aria-label={t('ring.declineNamed', { name: by })}
          onClick={() => void answer('decline')}
        >
          {t('ring.decline')}
        </Button>
        <Button
          loading={busy === 'join'}
          aria-label={t('ring.joinNamed', { name: by })}
          onClick={() => void answer('join')}
        >
          {t('ring.join')}
        </Button>
      </div>
    </section>
  );
};
