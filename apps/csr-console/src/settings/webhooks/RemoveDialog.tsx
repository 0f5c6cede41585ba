import { Button } from '@mantine/core';
import type { WebhookView } from '@relevo/contracts';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { hostOf } from './host';

/** Asks before a webhook is gone for good. */
export const RemoveDialog = ({
  webhook,
  onClose,
  onRemoved,
}: {
  webhook: WebhookView;
  onClose: () => void;
  onRemoved: (all: readonly WebhookView[]) => void;
}) => {
  const { t } = useTranslation(['webhooks', 'common']);
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  return (
    <Dialog opened onClose={onClose} title={t('removeTitle', { host: hostOf(webhook) })} size={440}>
      <p className={css.text}>{t('removeText')}</p>
      <Refusal problem={problem} />
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          color="red"
          loading={busy}
          onClick={() => void run(async () => onRemoved((await rest.removeWebhook(webhook.id)).webhooks))}
        >
          {t('remove')}
        </Button>
      </div>
    </Dialog>
  );
};
