import {
  ASSIGNMENTS,
  MAX_ANSWER_LENGTH,
  MAX_FIELDS,
  MAX_WRAP_UP_SECONDS,
  type OpeningHours,
  QUARTER,
  type Queue,
  TICKET_STATES,
} from '@relevo/domain';
import { z } from 'zod';
import {
  id,
  inviteToken,
  language,
  orEmpty,
  personName,
  personText,
  timestamp,
  timeZone,
} from '../primitives';
import { labelChoice, translations } from './start-lists';

/** The part of a queue's address that people read: `/q/<slug>`. */
export const queueSlug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

const minute = z.int().multipleOf(QUARTER);
export const openingHours = z.strictObject({
  zone: timeZone,
  spans: z
    .array(
      z.strictObject({
        day: z.int().min(1).max(7),
        from: minute.min(0).max(1440 - QUARTER),
        to: minute.min(0).max(1440),
      }),
    )
    .max(42)
    .readonly(),
}) satisfies z.ZodType<OpeningHours>;

export const queueField = z.strictObject({
  label: personText(80),
  names: translations,
  required: z.boolean(),
});
export type QueueFieldView = z.infer<typeof queueField>;

const settings = {
  slug: queueSlug,
  name: personText(60),
  names: translations,
  hours: openingHours,
  /** Besides the customer's name; what the first one says is the subject of the session. */
  fields: z.array(queueField).max(MAX_FIELDS),
  /** Accounts; null = everybody. */
  servedBy: z.array(id).min(1).max(500).nullable(),
  assignment: z.enum(ASSIGNMENTS),
  escalateSeconds: z.int().min(10).max(86_400).nullable(),
  callBacks: z.boolean(),
  wrapUpSeconds: z.int().min(0).max(MAX_WRAP_UP_SECONDS),
  /** What the sessions are, by the site's lists. */
  typeId: labelChoice.typeId,
  code: labelChoice.code,
};
/** A queue as the console knows it. */
export const queueView = z
  .strictObject({ id, ...settings, archived: z.boolean() })
  .meta({ id: 'Queue' }) satisfies z.ZodType<Queue>;
export type QueueView = z.infer<typeof queueView>;
export const queueList = z.strictObject({ queues: z.array(queueView) }).meta({ id: 'QueueList' });
export type QueueList = z.infer<typeof queueList>;
export const addQueueBody = z.strictObject(settings).meta({ id: 'AddQueue' });
export const changeQueueBody = z
  .strictObject({ ...settings, archived: z.boolean() })
  .meta({ id: 'ChangeQueue' });

/** What everybody may know of a queue before they come in. */
export const queueDoor = z
  .strictObject({
    organisation: z.string(),
    name: z.string(),
    names: translations,
    hours: openingHours,
    open: z.boolean(),
    /** null while it is open, and when no opening is in sight. */
    opensAt: timestamp.nullable(),
    fields: z.array(queueField),
    callBacks: z.boolean(),
    waiting: z.int().nonnegative(),
    /** What a wait that began now would be, ms; null = not known. */
    expectedMs: z.number().nonnegative().nullable(),
  })
  .meta({ id: 'QueueDoor' });
export type QueueDoor = z.infer<typeof queueDoor>;

const answer = z
  .string()
  .trim()
  .max(MAX_ANSWER_LENGTH)
  .refine((text) => text === '' || personText(MAX_ANSWER_LENGTH).safeParse(text).success);

/** How somebody is to be called back: a telephone number or whatever else reaches them, and when it suits. */
export const callBackWish = z.strictObject({
  contact: personText(80),
  when: orEmpty(personText(80)),
});
export type CallBackWish = z.infer<typeof callBackWish>;

/**
 * Comes into a queue. Both secrets are made by the page: the same again is the same coming. What opens the ticket opens the
 * invite too that the CSR's pick makes of it, so nothing that opens anything is kept by the site or sent anew.
 */
export const enterQueueBody = z
  .strictObject({
    ticketId: id,
    secret: inviteToken,
    name: personName,
    answers: z.array(answer).max(MAX_FIELDS),
    language,
    callBack: callBackWish.nullable().default(null),
  })
  .meta({ id: 'EnterQueue' });

/** The holder of a ticket: what its page keeps. */
export const ticketProof = z.strictObject({ ticketId: id, secret: inviteToken }).meta({ id: 'TicketProof' });
export const askCallBackBody = z
  .strictObject({ ...ticketProof.shape, callBack: callBackWish })
  .meta({ id: 'AskCallBack' });

/** Where somebody is in a queue, for their own page. */
export const ticketView = z
  .strictObject({
    ticketId: id,
    slug: z.string(),
    state: z.enum(TICKET_STATES),
    enteredAt: timestamp,
    /** 1 = the next one; null when not waiting. */
    position: z.int().positive().nullable(),
    /** How much longer, ms; null = not known. */
    expectedMs: z.number().nonnegative().nullable(),
    callBacks: z.boolean(),
    /** Who picked; while it is here, the secret is the token of an invite. null = nobody yet, or the session is over. */
    csrName: z.string().nullable(),
  })
  .meta({ id: 'QueueTicket' });
export type TicketView = z.infer<typeof ticketView>;
