import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config';
import { webhookSecretOf } from '../platform/outbound/standard-webhook';
import { seal, unseal } from '../platform/sealed';
import type { WebhookEntity } from './webhook.entity';

const BYTES = 32;

/** Secrets of webhooks: shown once, then only ever opened to sign. */
@Injectable()
export class WebhookSecrets {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** A new secret, and as the row of a webhook keeps it. */
  make(webhookId: string): { secret: string; sealed: Buffer } {
    const secret = webhookSecretOf(randomBytes(BYTES));
    return { secret, sealed: seal(secret, this.place(webhookId)) };
  }

  /** The secrets that sign now. @throws Error when they were sealed with another site secret */
  of({ id, secret, secretBefore, beforeUntil }: WebhookEntity, now: number): string[] {
    const both = secretBefore && beforeUntil && now < beforeUntil.getTime();
    return [secret, ...(both ? [secretBefore] : [])].map((sealed) => unseal(sealed, this.place(id)));
  }

  private place(row: string) {
    return { purpose: 'webhook', row, siteSecret: this.config.siteSecret } as const;
  }
}
