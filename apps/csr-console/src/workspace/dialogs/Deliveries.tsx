import { Button } from '@mantine/core';
import type { Invite, InviteDelivery } from '@relevo/domain';
import { clock, Moment, useLanguage } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { RefusalText } from '../../app/RefusalText';
import css from './sending.module.css';
import { useSending } from './use-sending';

/** Where the link of an invite was sent, live, each to be sent again. `good` = the invite itself can still be used. */
export const Deliveries = ({ invite, good, over }: { invite: Invite; good: boolean; over: boolean }) => {
  const { again, busy, failed } = useSending();
  const { deliveries = [] } = invite;
  // The newest to each address says how it stands.
  const newest = deliveries.filter(({ to }, n) => deliveries.findLastIndex((one) => one.to === to) === n);
  if (newest.length === 0) return null;
  return (
    <>
      <ul className={css.deliveries}>
        {newest.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            busy={busy}
            onAgain={over ? undefined : () => void again(invite, delivery, good)}
          />
        ))}
      </ul>
      <RefusalText code={failed} className={css.problem} />
    </>
  );
};

const DeliveryRow = ({
  delivery: { to, status, failure, at },
  busy,
  onAgain,
}: {
  delivery: InviteDelivery;
  busy: boolean;
  onAgain: (() => void) | undefined;
}) => {
  const { t } = useTranslation('sending');
  const { language } = useLanguage();
  return (
    <li>
      <span className={status === 'queued' ? `${css.what} rv-waiting` : css.what} role="status" dir="auto">
        {t(status, { to })}
        {failure && <small>{t(`failure.${failure}`)}</small>}
      </span>
      <Moment at={at}>{clock(at, language)}</Moment>
      {onAgain && status !== 'queued' && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={busy}
          aria-label={status === 'failed' ? `${t('sendAgain')}: ${to}` : t('resendNamed', { to })}
          onClick={onAgain}
        >
          {status === 'failed' ? t('sendAgain') : t('resend')}
        </Button>
      )}
    </li>
  );
};
