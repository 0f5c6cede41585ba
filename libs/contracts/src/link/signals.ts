import { z } from 'zod';

const sdp = z.string().max(30_000);

/** Which offer an answer answers: counts an initiator's offers within an epoch. */
const offerNumber = z.int().positive();

/** What stands in the `data` of a `bye`: why the link was closed, when that is for the other end to know. */
export const byeData = z.enum(['', 'flood']);

/** What stands in the `data` of a signal between two ends of a link; opaque to the server. */
export const signalData = z.union([
  z.strictObject({ type: z.literal('offer'), sdp, n: offerNumber }),
  z.strictObject({ type: z.literal('answer'), sdp, n: offerNumber }),
  z.strictObject({
    type: z.literal('candidate'),
    candidate: z.strictObject({
      candidate: z.string().max(2000),
      sdpMLineIndex: z.int().min(0).max(64).nullable(),
      sdpMid: z.string().max(64).nullable(),
    }),
  }),
  /** The end that never offers asks for a new offer. */
  z.strictObject({ type: z.literal('renegotiate'), renegotiate: z.literal(true) }),
  z.strictObject({
    type: z.literal('transceiverRequest'),
    transceiverRequest: z.object({ kind: z.enum(['audio', 'video']) }),
  }),
  /** The end that never offers has lost the connection and asks for an ICE restart. */
  z.strictObject({ type: z.literal('restart') }),
]);
export type SignalData = z.infer<typeof signalData>;
