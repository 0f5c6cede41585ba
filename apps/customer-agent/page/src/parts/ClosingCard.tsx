import type { SessionSnapshot } from '@relevo/client';
import { wholeMinutes } from '@relevo/ui';
import { useTranslation } from 'react-i18next';

/** Who helped, and for how long. */
export const ClosingCard = ({ snapshot, until }: { snapshot: SessionSnapshot; until: number }) => {
  const { t } = useTranslation(['customer', 'chat']);
  const { session, me } = snapshot;
  const helped = Object.values(session.participants).filter(
    ({ kind, joinedSeq }) => kind === 'csr' && joinedSeq !== undefined,
  );
  if (me?.joinedAt === undefined || helped.length === 0) return null;
  const minutes = wholeMinutes((me.leftAt ?? session.endedAt ?? until) - me.joinedAt);
  return (
    <section className="card closing">
      <dl>
        <div>
          <dt>{t('closing.helped')}</dt>
          <dd>
            {helped.map(({ name, expert }) => (expert ? t('chat:guestNamed', { name }) : name)).join(', ')}
          </dd>
        </div>
        <div>
          <dt>{t('closing.lasted')}</dt>
          <dd>{minutes === 0 ? t('closing.short') : t('closing.minutes', { count: minutes })}</dd>
        </div>
      </dl>
    </section>
  );
};
