import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { Networks } from '../platform/networks';
import { AddressRefused } from '../platform/outbound/address-check';
import { postJson } from '../platform/outbound/post-json';
import { signedHeaders } from '../platform/outbound/signature';
import { answerLine, PostProblem } from './post-problem';
import type { Sms, SmsAccount, SmsProvider } from './sms-provider';

/** Statuses that mean "later perhaps" (RFC 9110, 15.5.9; RFC 6585, 4). */
const LATER = [408, 425, 429];

/** Posts SMS to an address of the operator's, signed: what is behind it sends them. docs/integrate.md describes it. */
@Injectable()
export class WebhookSms implements SmsProvider {
  private readonly allowed: Networks;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) { outboundAllow }: Config,
  ) {
    this.allowed = new Networks(outboundAllow);
  }

  async send({ url, secret }: SmsAccount, sms: Sms, signal: AbortSignal): Promise<void> {
    const body = JSON.stringify({ v: 1, ...sms });
    const headers = signedHeaders(secret, body, this.clock.now());
    const { allowed } = this;
    const { status, text } = await postJson({ url, body, headers, allowed, signal }).catch(
      (error: unknown) => {
        const refused = error instanceof AddressRefused;
        const said = error instanceof Error ? answerLine(error.message) : '';
        throw new PostProblem('unreachable', said, refused);
      },
    );
    if (status >= 200 && status < 300) return;
    const said = answerLine(`${status} ${text}`);
    if (status === 401 || status === 403) throw new PostProblem('credentials', said, false);
    if (status === 404 || status === 410 || status >= 500 || LATER.includes(status))
      throw new PostProblem('unreachable', said, false);
    throw new PostProblem(status === 422 ? 'address' : 'refused', said, true);
  }
}
