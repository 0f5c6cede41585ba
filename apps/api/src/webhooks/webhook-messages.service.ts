import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { noticesOf, ownerOf, type SessionState, type WebhookEvent, type WebhookNotice } from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import { CLOCK, type Clock } from '../platform/clock';
import type { Sql } from '../platform/jobs/jobs.queries';
import { Jobs } from '../platform/jobs/jobs.service';
import type { Queryable } from '../streams/log/log.queries';
import { LogService } from '../streams/log/log.service';
import { WEBHOOK } from './webhook.job';
import { hooksFor, insertDelivery } from './webhooks.queries';

/** What a program reads of a session: ids and the site's own lists. Names and words of people it asks for with a key of its own. */
const dataOf = (session: SessionState, { participantId, score }: WebhookNotice) => ({
  sessionId: session.id,
  number: session.number,
  ownerAccountId: ownerOf(session)?.accountId ?? null,
  type: session.labels?.sessionType?.name ?? null,
  trackingCode: session.labels?.trackingCode?.code ?? null,
  ...(participantId !== undefined && { participantId }),
  ...(score !== undefined && { score }),
});

/** Writes messages to webhooks in the transaction of what they tell of, so that none is lost and none tells what did not happen. */
@Injectable()
export class WebhookMessages implements OnModuleInit {
  /** Written, and not handed over yet; what was rolled back is among them and does no harm. */
  private readonly written = new Map<string, string[]>();

  constructor(
    private readonly log: LogService,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.log.addProjection({
      concerns: (before, after) => noticesOf(before, after).length > 0,
      write: async (db, before, after) => {
        for (const notice of noticesOf(before, after)) {
          const ids = await this.tell(db, notice.event, dataOf(after, notice));
          this.written.set(after.id, [...(this.written.get(after.id) ?? []), ...ids]);
        }
      },
    });
    this.log.onCommitted(({ entry }) => {
      const ids = this.written.get(entry.id) ?? [];
      this.written.delete(entry.id);
      void this.handOver(ids);
    });
  }

  /** Writes messages to all who are to be told; to be followed by `handOver` after the commit. @returns ids of the deliveries */
  async tell(db: Queryable, event: WebhookEvent, data: object): Promise<string[]> {
    const sql: Sql = (text, values) => db.query({ text, values });
    const ids: string[] = [];
    for (const webhookId of await hooksFor(db, event))
      ids.push(await this.write(sql, webhookId, event, data));
    return ids;
  }

  /** Writes a message and its job; to be followed by `handOver` after the commit. @returns id of the delivery */
  write(sql: Sql, webhookId: string, event: string, data: object): Promise<string> {
    const at = new Date(this.clock.now());
    const body = JSON.stringify({ type: event, timestamp: at.toISOString(), data });
    return this.writeBody(sql, { webhookId, event, body, messageId: uuid() });
  }

  /** The same with a text that was there before. */
  async writeBody(
    sql: Sql,
    message: { webhookId: string; event: string; body: string; messageId: string },
  ): Promise<string> {
    const id = uuid();
    await insertDelivery(sql, { id, ...message, at: new Date(this.clock.now()) });
    await this.jobs.write(sql, this.jobs.prepare(WEBHOOK, { deliveryId: id }, id));
    return id;
  }

  /** Lets them be posted. Never fails: what cannot be handed over now is later. */
  async handOver(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.jobs.handOver({ id, kind: WEBHOOK.name });
  }
}
