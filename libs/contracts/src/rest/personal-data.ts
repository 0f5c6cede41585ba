import { z } from 'zod';
import { id, isKeepable, timestamp } from '../primitives';

/** Most customers of an answer, or of one export or erasure. */
export const MOST_CUSTOMERS = 100;

export const customersQuery = z.strictObject({ name: z.string().trim().min(2).max(80).refine(isKeepable) });

/** One customer's part in one session: without accounts, nobody else knows that two of them are the same person. */
export const customerPart = z.strictObject({
  sessionId: id,
  participantId: id,
  name: z.string(),
  number: z.string(),
  at: timestamp,
  /** The session is over: what it holds about them can be erased. */
  over: z.boolean(),
});
export type CustomerPart = z.infer<typeof customerPart>;
export const customerParts = z
  .strictObject({
    parts: z.array(customerPart).max(MOST_CUSTOMERS),
    /** There are more than are shown: a longer part of the name finds fewer. */
    more: z.boolean(),
  })
  .meta({ id: 'CustomerParts' });
export type CustomerParts = z.infer<typeof customerParts>;

const chosen = z
  .array(z.strictObject({ sessionId: id, participantId: id }))
  .min(1)
  .max(MOST_CUSTOMERS);
export const exportCustomersBody = z.strictObject({ parts: chosen });
export const eraseCustomersBody = z.strictObject({ parts: chosen, password: z.string().min(1).max(1024) });

/** What is known of one customer in one session. */
const personalData = z.strictObject({
  sessionId: id,
  participantId: id,
  number: z.string(),
  name: z.string(),
  /** What they and their devices did, and what was done about them, as the log has it. */
  events: z.array(
    z.strictObject({
      seq: z.int(),
      at: timestamp,
      type: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  /** What they wrote in the chat. */
  lines: z.array(z.strictObject({ seq: z.int(), at: timestamp, text: z.string() })),
});
export type PersonalData = z.infer<typeof personalData>;
export const personalDataFile = z
  .strictObject({ organisation: z.string(), at: timestamp, sessions: z.array(personalData) })
  .meta({ id: 'PersonalData' });
export type PersonalDataFile = z.infer<typeof personalDataFile>;

export const erasedCustomers = z
  .strictObject({
    /** Sessions in which something went. */
    sessions: z.int(),
    lines: z.int(),
  })
  .meta({ id: 'ErasedCustomers' });
export type ErasedCustomers = z.infer<typeof erasedCustomers>;
