import { DELIVERIES_SHOWN } from '@relevo/contracts';
import type { WebhookEvent } from '@relevo/domain';
import { type EntityManager, LessThan } from 'typeorm';
import type { Sql } from '../platform/jobs/jobs.queries';
import type { Queryable } from '../streams/log/log.queries';
import { WebhookEntity } from './webhook.entity';
import { WebhookDeliveryEntity } from './webhook-delivery.entity';

/** Who is to be told of an event, now. */
export const hooksFor = async (db: Queryable, event: WebhookEvent): Promise<string[]> => {
  const { rows } = await db.query<{ id: string }>({
    name: 'webhooks-for',
    text: 'SELECT id FROM webhooks WHERE enabled AND $1 = ANY(events)',
    values: [event],
  });
  return rows.map(({ id }) => id);
};

export interface NewDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly messageId: string;
  readonly event: string;
  readonly body: string;
  readonly at: Date;
}

export const insertDelivery = async (sql: Sql, delivery: NewDelivery): Promise<void> => {
  const { id, webhookId, messageId, event, body, at } = delivery;
  await sql(
    `INSERT INTO webhook_deliveries (id, webhook_id, message_id, event, body, state, attempts, said, created_at)
      VALUES ($1, $2, $3, $4, $5, 'waiting', 0, '', $6)`,
    [id, webhookId, messageId, event, body, at],
  );
};

export interface WebhookRow {
  readonly webhook: WebhookEntity;
  readonly last: Pick<WebhookDeliveryEntity, 'createdAt' | 'state'> | undefined;
}

/** Every webhook, the oldest first, with its newest delivery. */
export const allWebhooks = async (manager: EntityManager): Promise<WebhookRow[]> => {
  const webhooks = await manager.find(WebhookEntity, { order: { createdAt: 'ASC', id: 'ASC' } });
  return Promise.all(
    webhooks.map(async (webhook) => {
      const [last] = await newestDeliveries(manager, webhook.id, 1);
      return { webhook, last };
    }),
  );
};

export const newestDeliveries = (
  manager: EntityManager,
  webhookId: string,
  limit = DELIVERIES_SHOWN,
): Promise<WebhookDeliveryEntity[]> =>
  manager.find(WebhookDeliveryEntity, {
    where: { webhookId },
    order: { createdAt: 'DESC', id: 'DESC' },
    take: limit,
  });

/** Writes down what became of an attempt. */
export const recordAttempt = async (
  manager: EntityManager,
  id: string,
  outcome: Partial<Pick<WebhookDeliveryEntity, 'state' | 'attempts' | 'status' | 'said'>>,
): Promise<void> => {
  await manager.update(WebhookDeliveryEntity, { id }, outcome);
};

export const forgetDeliveries = async (manager: EntityManager, before: Date): Promise<void> => {
  await manager.delete(WebhookDeliveryEntity, { createdAt: LessThan(before) });
};
