import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { WebhookReason } from '@relevo/contracts';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { type Attempt, JobFailure } from '../platform/jobs/job-kind';
import { JobRunner } from '../platform/jobs/job-runner';
import { Networks } from '../platform/networks';
import { AddressRefused } from '../platform/outbound/address-check';
import { type Posted, postJson } from '../platform/outbound/post-json';
import { webhookHeaders } from '../platform/outbound/standard-webhook';
import { answerLine } from '../post/post-problem';
import { WebhookEntity } from './webhook.entity';
import { WEBHOOK } from './webhook.job';
import { WebhookDeliveryEntity } from './webhook-delivery.entity';
import { WebhookSecrets } from './webhook-secrets';
import { forgetDeliveries, recordAttempt } from './webhooks.queries';

/** What was posted is shown so long, ms. */
const KEEP_MS = 30 * 24 * 3_600_000;
const FORGET_EVERY_MS = 3_600_000;

/** Posts messages to webhooks (SEC-N1), and writes down what came of it. */
@Injectable()
export class WebhookSender implements OnModuleInit {
  private readonly allowed: Networks;
  private forgetAt = 0;

  constructor(
    private readonly database: Database,
    private readonly runner: JobRunner,
    private readonly secrets: WebhookSecrets,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) { outboundAllow }: Config,
  ) {
    this.allowed = new Networks(outboundAllow);
  }

  onModuleInit(): void {
    this.runner.handle(WEBHOOK, {
      run: ({ deliveryId }, attempt) => this.post(deliveryId, attempt),
      gaveUp: ({ deliveryId }) => recordAttempt(this.database.manager, deliveryId, { state: 'failed' }),
    });
  }

  private async post(deliveryId: string, { number, signal }: Attempt): Promise<void> {
    const { manager } = this.database;
    await this.forget();
    const delivery = await manager.findOneBy(WebhookDeliveryEntity, { id: deliveryId });
    // Sent already: the process died before it could write down that the job is done.
    if (!delivery || delivery.state === 'sent') return;
    const webhook = await manager.findOneBy(WebhookEntity, { id: delivery.webhookId });
    if (!webhook?.enabled) {
      await recordAttempt(manager, deliveryId, { said: 'SWITCHED_OFF' satisfies WebhookReason });
      throw new JobFailure('OFF', true);
    }
    const now = this.clock.now();
    const { body, messageId } = delivery;
    const headers = webhookHeaders(this.secrets.of(webhook, now), messageId, body, now);
    const answer = await postJson({ url: webhook.url, body, headers, allowed: this.allowed, signal }).catch(
      (error: unknown) => error,
    );
    const taken = isAnswer(answer) && answer.status >= 200 && answer.status < 300;
    await recordAttempt(manager, deliveryId, {
      attempts: number,
      status: isAnswer(answer) ? answer.status : null,
      said: saidOf(answer),
      ...(taken && { state: 'sent' }),
    });
    if (taken) return;
    // 410: whoever is there wants nothing more (Standard Webhooks).
    const final = answer instanceof AddressRefused || (isAnswer(answer) && answer.status === 410);
    throw new JobFailure(answer instanceof AddressRefused ? 'ADDRESS' : 'NOT_TAKEN', final);
  }

  private async forget(): Promise<void> {
    const now = this.clock.now();
    if (now < this.forgetAt) return;
    this.forgetAt = now + FORGET_EVERY_MS;
    await forgetDeliveries(this.database.manager, new Date(now - KEEP_MS));
  }
}

const saidOf = (answer: unknown): string => {
  if (answer instanceof AddressRefused) return 'ADDRESS_REFUSED' satisfies WebhookReason;
  return answerLine(isAnswer(answer) ? answer.text : answer instanceof Error ? answer.message : '');
};

const isAnswer = (answer: unknown): answer is Posted =>
  typeof answer === 'object' && answer !== null && 'status' in answer;
