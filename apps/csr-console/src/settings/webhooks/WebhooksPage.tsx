import type { RestClient } from '@relevo/client';
import type { WebhookSecret, WebhookView } from '@relevo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../../app/use-signed-in';
import { ListPage } from '../lists/ListPage';
import { useAnswer } from '../use-answer';
import { Deliveries } from './Deliveries';
import { RemoveDialog } from './RemoveDialog';
import { SecretDialog } from './SecretDialog';
import { WebhookDialog } from './WebhookDialog';
import { WebhooksTable } from './WebhooksTable';

const ask = async (rest: RestClient) => (await rest.webhooks()).webhooks;

/** What is open above the list. */
type Open =
  | { readonly what: 'form'; readonly webhook?: WebhookView }
  | { readonly what: 'secret'; readonly made: WebhookSecret; readonly renewed: boolean }
  | { readonly what: 'remove' | 'deliveries'; readonly webhook: WebhookView };

/** Other programs that are told what happens (SEC-N1). */
export const WebhooksPage = () => {
  const { t } = useTranslation('webhooks');
  const [webhooks, setWebhooks, failed] = useAnswer(ask);
  const { rest } = useSignedInStore();
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const take = (all: readonly WebhookView[]): void => setWebhooks([...all]);
  const show = (made: WebhookSecret, renewed: boolean): void => {
    const known = webhooks ?? [];
    const here = known.some(({ id }) => id === made.webhook.id);
    take(
      here ? known.map((one) => (one.id === made.webhook.id ? made.webhook : one)) : [...known, made.webhook],
    );
    setOpen({ what: 'secret', made, renewed });
  };
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      add={{ label: t('add'), onClick: () => setOpen({ what: 'form' }) }}
      empty={webhooks?.length === 0 ? { title: t('emptyTitle'), text: t('emptyText') } : undefined}
      failed={failed}
      loading={!webhooks}
    >
      {webhooks && webhooks.length > 0 && (
        <WebhooksTable
          webhooks={webhooks}
          onChanged={take}
          onRenewed={(made) => show(made, true)}
          onEdit={(webhook) => setOpen({ what: 'form', webhook })}
          onRemove={(webhook) => setOpen({ what: 'remove', webhook })}
          onDeliveries={(webhook) => setOpen({ what: 'deliveries', webhook })}
        />
      )}
      {open?.what === 'form' && (
        <WebhookDialog
          webhook={open.webhook}
          onClose={close}
          onMade={(made) => show(made, false)}
          onChanged={(all) => {
            take(all);
            close();
          }}
        />
      )}
      {open?.what === 'secret' && <SecretDialog made={open.made} renewed={open.renewed} onClose={close} />}
      {open?.what === 'remove' && (
        <RemoveDialog
          webhook={open.webhook}
          onClose={close}
          onRemoved={(all) => {
            take(all);
            close();
          }}
        />
      )}
      {open?.what === 'deliveries' && (
        <Deliveries
          webhook={open.webhook}
          onClose={() => {
            close();
            // What became of the last message stands in the list too; when it cannot be asked, the next look tells.
            void ask(rest).then(take, () => undefined);
          }}
        />
      )}
    </ListPage>
  );
};
