import { id, language } from '@relevo/contracts';
import { DELIVERY_CHANNELS, DELIVERY_FAILURES, type DeliveryFailure } from '@relevo/domain';
import { z } from 'zod';
import type { JobKind } from '../platform/jobs/job-kind';

const payload = z.strictObject({
  sessionId: id,
  inviteId: id,
  channel: z.enum(DELIVERY_CHANNELS),
  to: z.string(),
  language,
  /** Name of the CSR who sends it. */
  by: z.string(),
});
export type DeliveryPayload = z.infer<typeof payload>;

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];

/**
 * Sends the link of an invite; its id is the delivery's. The link is not in it: every attempt makes a token of its own at the
 * moment of sending, of which nothing but the hash is ever written down.
 */
export const DELIVERY: JobKind<DeliveryPayload> = {
  name: 'invite.deliver',
  payload,
  retryAfterMs: [2 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE],
  worthMs: 24 * HOUR,
};

/** What the log says of the reason of a job that was given up. */
export const failureOf = (reason: string): DeliveryFailure => {
  if (reason === 'TOO_LATE') return 'late';
  return DELIVERY_FAILURES.find((failure) => failure === reason) ?? 'internal';
};
