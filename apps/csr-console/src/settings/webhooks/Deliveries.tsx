import { Button, Skeleton } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import {
  type ErrorBody,
  WEBHOOK_REASONS,
  type WebhookDelivery,
  type WebhookReason,
  type WebhookView,
} from '@relevo/contracts';
import { dateTime, useLanguage } from '@relevo/ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import users from '../users/users.module.css';
import { hostOf } from './host';

const LOOK_MS = 2000;
/** As messages name themselves, with the one that is only a test. */
type Known = WebhookView['events'][number] | 'webhook.test';

/** A reason of ours; other words are the other side's. */
const reasonOf = (said: string): WebhookReason | undefined => WEBHOOK_REASONS.find((one) => one === said);

/** What was sent to a webhook lately and what came of it; looks again while it is open. */
export const Deliveries = ({ webhook, onClose }: { webhook: WebhookView; onClose: () => void }) => {
  const { t } = useTranslation('webhooks');
  const { language } = useLanguage();
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [deliveries, setDeliveries] = useState<readonly WebhookDelivery[]>();
  const [failed, setFailed] = useState<ErrorBody>();
  useEffect(() => {
    const look = (): void =>
      void rest.webhookDeliveries(webhook.id).then(
        (known) => setDeliveries(known.deliveries),
        (error: unknown) => {
          if (error instanceof ApiFailure) setFailed(error.body);
        },
      );
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [rest, webhook.id]);
  const sayAnswer = (said: string): string => {
    const reason = reasonOf(said);
    return reason ? t(`reason.${reason}`) : said;
  };
  const again = (id: string): void => void run(() => rest.webhookAgain(webhook.id, id));
  return (
    <Dialog opened onClose={onClose} title={t('deliveriesNamed', { host: hostOf(webhook) })} size={820}>
      <Refusal problem={problem ?? failed} />
      {!deliveries && !failed && <Skeleton height={160} aria-busy="true" />}
      {deliveries?.length === 0 && <p className={css.text}>{t('deliveriesNone')}</p>}
      {deliveries && deliveries.length > 0 && (
        <table className={users.table}>
          <thead>
            <tr>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('answer')}</th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {deliveries.map(({ id, event, createdAt, state, attempts, status, said }) => {
              const what = t(`event.${event as Known}`);
              const when = dateTime(createdAt, language);
              return (
                <tr key={id}>
                  <th scope="row">{what}</th>
                  <td className="rv-num">{when}</td>
                  <td>
                    <b>{t(`state.${state}`)}</b>
                    <small className="rv-num" style={{ display: 'block' }}>
                      {[
                        attempts > 0 && t('attempts', { count: attempts }),
                        status !== null && String(status),
                        sayAnswer(said),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </small>
                  </td>
                  <td>
                    {state !== 'waiting' && (
                      <Button
                        size="xs"
                        variant="default"
                        disabled={busy}
                        aria-label={t('againNamed', { what, when })}
                        onClick={() => again(id)}
                      >
                        {t('again')}
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Dialog>
  );
};
