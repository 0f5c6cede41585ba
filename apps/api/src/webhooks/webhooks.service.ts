import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type AuditAction,
  MAX_WEBHOOKS,
  ROTATION_HOURS,
  type WebhookDelivery,
  type WebhookSecret,
  type WebhookView,
} from '@relevo/contracts';
import type { WebhookEvent } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { actorOf, recordChange } from '../audit/audit.queries';
import { changesOf } from '../audit/changes';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { lockFor } from '../platform/database/locks';
import { type Transaction, Transactions } from '../platform/database/transactions';
import { ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { WebhookEntity } from './webhook.entity';
import { WebhookDeliveryEntity } from './webhook-delivery.entity';
import { WebhookMessages } from './webhook-messages.service';
import { WebhookSecrets } from './webhook-secrets';
import { allWebhooks, newestDeliveries, type WebhookRow } from './webhooks.queries';

export interface WebhookChoice {
  readonly url: string;
  readonly events: WebhookEvent[];
  readonly enabled: boolean;
}

/** Where it is, and of the rest, which may be a secret, only a mark that tells one from another: `https://host/…3fa9c1`. */
const placeOf = (url: string): string => {
  const { origin } = new URL(url);
  const rest = new URL(url).href.slice(origin.length);
  return rest === '/' ? origin : `${origin}/…${createHash('sha256').update(rest).digest('hex').slice(0, 6)}`;
};

/** What the audit says: never a secret. */
const factsOf = ({ url, events, enabled }: WebhookChoice) => ({
  url: placeOf(url),
  events: [...events].sort().join(', '),
  enabled,
});

/** Administrators' work on webhooks. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly secrets: WebhookSecrets,
    private readonly messages: WebhookMessages,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(): Promise<WebhookView[]> {
    return (await allWebhooks(this.database.manager)).map((row) => this.viewOf(row));
  }

  /** @throws ApiError LIST_FULL */
  add(who: AccountPrincipal, { url, events }: Omit<WebhookChoice, 'enabled'>): Promise<WebhookSecret> {
    const id = uuid();
    const { secret, sealed } = this.secrets.make(id);
    return this.transactions.run(async ({ manager }) => {
      await lockFor(manager, 'webhooks');
      if ((await manager.count(WebhookEntity)) >= MAX_WEBHOOKS) throw refused('LIST_FULL');
      const webhook = Object.assign(new WebhookEntity(), {
        id,
        url,
        events: [...new Set(events)],
        enabled: true,
        secret: sealed,
        secretBefore: null,
        beforeUntil: null,
        createdAt: new Date(this.clock.now()),
      });
      await manager.insert(WebhookEntity, webhook);
      await this.record(manager, who, webhook, 'webhook.added', { after: factsOf(webhook) });
      return { webhook: this.viewOf({ webhook, last: undefined }), secret };
    });
  }

  async change(who: AccountPrincipal, id: string, choice: WebhookChoice): Promise<WebhookView[]> {
    await this.held(id, async ({ manager }, webhook) => {
      const next = { ...choice, events: [...new Set(choice.events)] };
      const changes = changesOf(factsOf(webhook), factsOf(next));
      await manager.update(WebhookEntity, { id }, next);
      await this.record(manager, who, webhook, 'webhook.changed', changes);
    });
    return this.list();
  }

  /** Another secret; the one of before signs beside it for a day, so that whoever listens has time to take it. */
  async renew(who: AccountPrincipal, id: string): Promise<WebhookSecret> {
    const { secret, sealed } = this.secrets.make(id);
    const beforeUntil = new Date(this.clock.now() + ROTATION_HOURS * 3_600_000);
    const webhook = await this.held(id, async ({ manager }, before) => {
      await manager.update(
        WebhookEntity,
        { id },
        { secret: sealed, secretBefore: before.secret, beforeUntil },
      );
      await this.record(manager, who, before, 'webhook.renewed', {});
      return Object.assign(before, { beforeUntil });
    });
    const [last] = await newestDeliveries(this.database.manager, id, 1);
    return { webhook: this.viewOf({ webhook, last }), secret };
  }

  async remove(who: AccountPrincipal, id: string): Promise<WebhookView[]> {
    await this.held(id, async ({ manager }, webhook) => {
      await manager.delete(WebhookEntity, { id });
      await this.record(manager, who, webhook, 'webhook.removed', { before: factsOf(webhook) });
    });
    return this.list();
  }

  /** Posts a message that says nothing, to see whether it arrives. */
  async test(id: string): Promise<void> {
    await this.held(id, async (transaction) => {
      const sql = (text: string, values: unknown[]) => transaction.manager.query(text, values);
      const delivery = await this.messages.write(sql, id, 'webhook.test', {});
      transaction.afterCommit(() => this.messages.handOver([delivery]));
    });
  }

  async deliveries(id: string): Promise<WebhookDelivery[]> {
    const { manager } = this.database;
    if (!(await manager.existsBy(WebhookEntity, { id }))) throw new ApiError('NOT_FOUND');
    return (await newestDeliveries(manager, id)).map(
      ({ webhookId: _, body: __, createdAt, webhook: ___, ...rest }) => ({
        ...rest,
        createdAt: createdAt.getTime(),
      }),
    );
  }

  /** The same message under the same id: whoever has it already knows it. */
  async again(id: string, deliveryId: string): Promise<void> {
    await this.held(id, async (transaction) => {
      const { manager } = transaction;
      const delivery = await manager.findOneBy(WebhookDeliveryEntity, { id: deliveryId, webhookId: id });
      if (!delivery) throw new ApiError('NOT_FOUND');
      const { event, body, messageId } = delivery;
      const sql = (text: string, values: unknown[]) => manager.query(text, values);
      const next = await this.messages.writeBody(sql, { webhookId: id, event, body, messageId });
      transaction.afterCommit(() => this.messages.handOver([next]));
    });
  }

  /** Works on a webhook while nobody else does. @throws ApiError NOT_FOUND */
  private held<Result>(
    id: string,
    work: (transaction: Transaction, webhook: WebhookEntity) => Promise<Result>,
  ): Promise<Result> {
    return this.transactions.run(async (transaction) => {
      const webhook = await transaction.manager.findOne(WebhookEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!webhook) throw new ApiError('NOT_FOUND');
      return work(transaction, webhook);
    });
  }

  private record(
    manager: EntityManager,
    who: AccountPrincipal,
    { id, url }: WebhookEntity,
    action: AuditAction,
    facts: Pick<Parameters<typeof recordChange>[1], 'before' | 'after'>,
  ): Promise<void> {
    const subject = { id, name: new URL(url).host };
    return recordChange(manager, {
      at: new Date(this.clock.now()),
      actor: actorOf(who),
      subject,
      action,
      ...facts,
    });
  }

  private viewOf({ webhook, last }: WebhookRow): WebhookView {
    const { id, url, events, enabled, createdAt, beforeUntil } = webhook;
    const rotating = beforeUntil && this.clock.now() < beforeUntil.getTime();
    return {
      id,
      url,
      events,
      enabled,
      createdAt: createdAt.getTime(),
      rotatingUntil: rotating ? beforeUntil.getTime() : null,
      last: last ? { at: last.createdAt.getTime(), state: last.state } : null,
    };
  }
}
