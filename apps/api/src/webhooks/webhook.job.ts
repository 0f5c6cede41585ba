import { id } from '@relevo/contracts';
import { z } from 'zod';
import type { JobKind } from '../platform/jobs/job-kind';

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];

/** Posts one message to one webhook; its id is the delivery's, whose row holds the message. */
export const WEBHOOK: JobKind<{ deliveryId: string }> = {
  name: 'webhook.post',
  payload: z.strictObject({ deliveryId: id }),
  retryAfterMs: [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR],
  worthMs: 48 * HOUR,
};
