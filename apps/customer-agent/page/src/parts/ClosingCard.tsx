import type { SessionSnapshot } from '@relevo/client';
import { wholeMinutes } from '@relevo/ui';
import { useTranslation } from 'react-i18next';

/** Who helped, and for how long. Without a CSR in the log, which may not have come yet, it is the one of that name. */
export const ClosingCard = ({
  snapshot,
  csrName,
  until,
}: {
  snapshot: SessionSnapshot;
  csrName: string;
  until: number;
}) => {
  const { t } = useTranslation(['customer', 'chat']);
  const { session, me } = snapshot;
  const helped = Object.values(session.participants).filter(
    ({ kind, joinedSeq }) => kind === 'csr' && joinedSeq !== undefined,
  );
  if (me?.joinedAt === undefined) return null;
  const names = helped.map(({ name, expert }) => (expert ? t('chat:guestNamed', { name }) : name));
  const minutes = wholeMinutes((me.leftAt ?? session.endedAt ?? until) - me.joinedAt);
  return (
    <section className="card closing">
      <dl>
        <div>
          <dt>{t('closing.helped')}</dt>
          <dd>{names.join(', ') || csrName}</dd>
        </div>
        <div>
          <dt>{t('closing.lasted')}</dt>
          <dd>{minutes === 0 ? t('closing.short') : t('closing.minutes', { count: minutes })}</dd>
        </div>
      </dl>
    </section>
  );
};
