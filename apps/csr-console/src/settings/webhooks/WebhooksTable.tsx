import { ActionIcon, Badge, Button, Menu } from '@mantine/core';
import type { WebhookSecret, WebhookView } from '@relevo/contracts';
import { dateTime, useLanguage } from '@relevo/ui';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import users from '../users/users.module.css';
import { hostOf } from './host';
import css from './webhooks.module.css';

interface Handlers {
  readonly onChanged: (all: readonly WebhookView[]) => void;
  readonly onRenewed: (made: WebhookSecret) => void;
  readonly onEdit: (webhook: WebhookView) => void;
  readonly onRemove: (webhook: WebhookView) => void;
  readonly onDeliveries: (webhook: WebhookView) => void;
}

/** Webhooks in rows, with what can be done to each. */
export const WebhooksTable = ({ webhooks, ...handlers }: Handlers & { webhooks: readonly WebhookView[] }) => {
  const { t } = useTranslation('webhooks');
  return (
    <table className={users.table}>
      <thead>
        <tr>
          <th scope="col">{t('url')}</th>
          <th scope="col">{t('state')}</th>
          <th aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <Row key={webhook.id} webhook={webhook} {...handlers} />
        ))}
      </tbody>
    </table>
  );
};

const Row = ({ webhook, ...handlers }: Handlers & { webhook: WebhookView }) => {
  const { t } = useTranslation('webhooks');
  const { language } = useLanguage();
  const { url, events, enabled, last } = webhook;
  return (
    <tr data-state={enabled ? undefined : 'disabled'}>
      <th scope="row" aria-label={url}>
        <div className={users.who}>
          <div>
            <b className="rv-ellipsis">{url}</b>
            <small className={css.events}>{events.map((event) => t(`event.${event}`)).join(', ')}</small>
          </div>
        </div>
      </th>
      <td className="rv-num" title={last ? dateTime(last.at, language) : undefined}>
        <Badge
          variant={enabled && last?.state === 'sent' ? 'light' : 'default'}
          tt="none"
          fw={500}
          miw="max-content"
        >
          {t(enabled ? `state.${last?.state ?? 'none'}` : 'state.off')}
        </Badge>
      </td>
      <td>
        <RowActions webhook={webhook} {...handlers} />
      </td>
    </tr>
  );
};

const RowActions = ({
  webhook,
  onChanged,
  onRenewed,
  onEdit,
  onRemove,
  onDeliveries,
}: Handlers & { webhook: WebhookView }) => {
  const { t } = useTranslation('webhooks');
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { id, url, events, enabled } = webhook;
  const host = hostOf(webhook);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notices.refused(codeOf(error));
    }
  };
  return (
    <div className={css.actions}>
      <Button
        size="xs"
        variant="default"
        aria-label={t('deliveriesNamed', { host })}
        onClick={() => onDeliveries(webhook)}
      >
        {t('deliveries')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('actions', { host })}>
            <IconDots size={18} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() =>
              void attempt(async () => {
                await rest.testWebhook(id);
                notices.done(t('tested'));
                onDeliveries(webhook);
              })
            }
          >
            {t('test')}
          </Menu.Item>
          <Menu.Item onClick={() => onEdit(webhook)}>{t('edit')}</Menu.Item>
          <Menu.Item onClick={() => void attempt(async () => onRenewed(await rest.renewWebhook(id)))}>
            {t('renew')}
          </Menu.Item>
          <Menu.Item
            onClick={() =>
              void attempt(async () =>
                onChanged((await rest.changeWebhook(id, { url, events, enabled: !enabled })).webhooks),
              )
            }
          >
            {t(enabled ? 'off' : 'on')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => onRemove(webhook)}>
            {t('remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
};
