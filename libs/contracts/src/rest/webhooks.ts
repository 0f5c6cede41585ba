import { WEBHOOK_EVENTS } from '@relevo/domain';
import { z } from 'zod';
import { id, timestamp } from '../primitives';
import { webhookUrl } from './deliveries';

/** Most webhooks of a site. */
export const MAX_WEBHOOKS = 20;
/** How long the secret of before still signs beside the new one, in hours. */
export const ROTATION_HOURS = 24;

export const webhookEvent = z.enum(WEBHOOK_EVENTS);

const deliveryState = z.enum(['waiting', 'sent', 'failed']);

/** A webhook as administrators see it; its secret is shown once, when it is made or renewed. */
export const webhookView = z
  .strictObject({
    id,
    url: z.string(),
    events: z.array(webhookEvent),
    enabled: z.boolean(),
    createdAt: timestamp,
    /** Until then the secret of before signs too; null = it does not. */
    rotatingUntil: timestamp.nullable(),
    /** What became of the last delivery; null = there was none. */
    last: z.strictObject({ at: timestamp, state: deliveryState }).nullable(),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof webhookView>;
export const webhookList = z
  .strictObject({ webhooks: z.array(webhookView).max(MAX_WEBHOOKS) })
  .meta({ id: 'WebhookList' });

const events = z.array(webhookEvent).min(1).max(WEBHOOK_EVENTS.length);
export const addWebhookBody = z.strictObject({ url: webhookUrl, events }).meta({ id: 'AddWebhook' });
export const changeWebhookBody = z
  .strictObject({ url: webhookUrl, events, enabled: z.boolean() })
  .meta({ id: 'ChangeWebhook' });

/** `whsec_` and 256 bits in base64, as the Standard Webhooks libraries take it. */
export const webhookSecret = z
  .strictObject({ webhook: webhookView, secret: z.string() })
  .meta({ id: 'WebhookSecret' });
export type WebhookSecret = z.infer<typeof webhookSecret>;

/** Why a message was not posted at all, where it says so in `said`. */
export const WEBHOOK_REASONS = ['ADDRESS_REFUSED', 'SWITCHED_OFF'] as const;
export type WebhookReason = (typeof WEBHOOK_REASONS)[number];

/** One message to one webhook. */
export const webhookDelivery = z
  .strictObject({
    id,
    /** The same in every attempt and when it is sent again. */
    messageId: id,
    event: z.string(),
    createdAt: timestamp,
    state: deliveryState,
    attempts: z.int().nonnegative(),
    /** HTTP status of the last answer; null = there was none. */
    status: z.int().nullable(),
    /** What was said of the last attempt, one line; or one of `WEBHOOK_REASONS`. */
    said: z.string(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof webhookDelivery>;
/** Newest deliveries that are shown. */
export const DELIVERIES_SHOWN = 50;
export const webhookDeliveries = z
  .strictObject({ deliveries: z.array(webhookDelivery).max(DELIVERIES_SHOWN) })
  .meta({ id: 'WebhookDeliveries' });
