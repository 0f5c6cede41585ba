import { Button, Checkbox, Stack, TextInput } from '@mantine/core';
import { addWebhookBody, type WebhookSecret, type WebhookView } from '@relevo/contracts';
import { WEBHOOK_EVENTS, type WebhookEvent } from '@relevo/domain';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useSignedInStore } from '../../app/use-signed-in';
import { isWrong } from '../is-wrong';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';

/** Where it is and what it is told of; a new one, or one that is there. */
export const WebhookDialog = ({
  webhook,
  onClose,
  onMade,
  onChanged,
}: {
  webhook: WebhookView | undefined;
  onClose: () => void;
  onMade: (made: WebhookSecret) => void;
  onChanged: (all: readonly WebhookView[]) => void;
}) => {
  const { t } = useTranslation(['webhooks', 'common']);
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? WEBHOOK_EVENTS);
  const [tried, setTried] = useState(false);
  const parsed = addWebhookBody.safeParse({ url: url.trim(), events });
  const wrong = (field: 'url' | 'events'): boolean => tried && isWrong(parsed, field);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!parsed.success) return;
    void run(async () => {
      if (webhook) {
        const { enabled } = webhook;
        onChanged((await rest.changeWebhook(webhook.id, { ...parsed.data, enabled })).webhooks);
      } else onMade(await rest.addWebhook(parsed.data));
    });
  };
  return (
    <Dialog opened onClose={onClose} title={t(webhook ? 'edit' : 'add')} size={520}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('url')}
          description={t('urlHint')}
          type="url"
          placeholder="https://"
          data-autofocus
          value={url}
          error={wrong('url') && t('urlWrong')}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Checkbox.Group
          label={t('events')}
          value={[...events]}
          error={wrong('events') && t('eventsMissing')}
          onChange={(chosen) => setEvents(chosen)}
        >
          <Stack gap={8} mt={6}>
            {WEBHOOK_EVENTS.map((event) => (
              <Checkbox key={event} value={event} label={t(`event.${event}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Refusal problem={problem} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t(webhook ? 'save' : 'add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
