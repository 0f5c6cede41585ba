import { AVAILABILITIES, MAX_AWAY_LENGTH, MAX_CAPACITY, REFUSAL_CODES, STANDINGS } from '@relevo/domain';
import { z } from 'zod';
import { id, language, orEmpty, personText, timestamp } from '../primitives';
import { callBackWish } from './queues';
import { translations } from './start-lists';
import { ofTeam } from './teams';

const availability = z.strictObject({
  state: z.enum(AVAILABILITIES),
  /** Why they are away; '' otherwise. */
  reason: orEmpty(personText(MAX_AWAY_LENGTH)),
  capacity: z.int().min(1).max(MAX_CAPACITY),
});

/** What a CSR says of themselves; what is not there stays as it is. Whoever goes away says why. */
export const availabilityBody = availability
  .partial()
  .extend({ reason: personText(MAX_AWAY_LENGTH).optional() })
  .refine(({ state, reason }) => state !== 'away' || reason !== undefined, { path: ['reason'] })
  .meta({ id: 'SetAvailability', description: 'With `state: "away"` a reason is needed.' });
export type AvailabilityBody = z.infer<typeof availabilityBody>;

export const availabilityView = z
  .strictObject({
    ...availability.shape,
    since: timestamp,
    /** When a wrap-up that began by itself is over; null otherwise. */
    wrapUpUntil: timestamp.nullable(),
    /** Customers whom they have now, and who are offered to them. */
    load: z.int().nonnegative(),
  })
  .meta({ id: 'Availability' });
export type AvailabilityView = z.infer<typeof availabilityView>;

/** A customer at a queue, for a CSR. */
export const deskTicket = z
  .strictObject({
    id,
    queue: z.strictObject({ id, name: z.string(), names: translations }),
    name: z.string(),
    answers: z.array(z.strictObject({ label: z.string(), text: z.string() })),
    language,
    enteredAt: timestamp,
    escalated: z.boolean(),
    /** Whether their page was heard of lately. */
    here: z.boolean(),
    offer: z.strictObject({ name: z.string(), mine: z.boolean(), until: timestamp }).nullable(),
    callBack: callBackWish.nullable(),
    /** Why this CSR may not pick them now. */
    refused: z.enum(REFUSAL_CODES).nullable(),
  })
  .meta({ id: 'DeskTicket' });
export type DeskTicket = z.infer<typeof deskTicket>;

/** What concerns one CSR at the queues: who waits, the longest first, whom to call back, and how they stand themselves. */
export const queueDesk = z
  .strictObject({
    /** Whether they serve any queue. */
    serves: z.boolean(),
    waiting: z.array(deskTicket),
    callBacks: z.array(deskTicket),
    me: availabilityView,
  })
  .meta({ id: 'QueueDesk' });
export type QueueDesk = z.infer<typeof queueDesk>;

/** Made by the console, so that pressing twice starts once. */
export const pickBody = z.strictObject({ sessionId: id }).meta({ id: 'PickCustomer' });

/** From when on today's figures are counted: the beginning of the day where the wall-board hangs; and of which team. */
export const wallBoardQuery = z.strictObject({ since: z.coerce.number().int().nonnegative(), ...ofTeam });
export type WallBoardQuery = z.output<typeof wallBoardQuery>;

const figures = z.strictObject({
  started: z.int().nonnegative(),
  ended: z.int().nonnegative(),
  /** Average, ms; null = there was none. */
  duration: z.number().nonnegative().nullable(),
  picked: z.int().nonnegative(),
  /** Average wait until somebody picked, ms. */
  wait: z.number().nonnegative().nullable(),
  givenUp: z.int().nonnegative(),
});

/** The site, or a team, at one glance, for supervisors: how many, never who of the customers. */
export const wallBoard = z
  .strictObject({
    live: z.int().nonnegative(),
    waiting: z.int().nonnegative(),
    callBacks: z.int().nonnegative(),
    escalated: z.int().nonnegative(),
    /** When who waits longest came; null = nobody waits. */
    waitingSince: timestamp.nullable(),
    /** By team: whether who is at queues that everybody serves is among these figures, as in those of every other team. */
    shared: z.boolean(),
    queues: z.array(
      z.strictObject({
        id,
        name: z.string(),
        names: translations,
        waiting: z.int().nonnegative(),
        waitingSince: timestamp.nullable(),
        open: z.boolean(),
      }),
    ),
    csrs: z.array(
      z.strictObject({
        accountId: id,
        name: z.string(),
        standing: z.enum(STANDINGS),
        reason: z.string(),
        since: timestamp.nullable(),
        load: z.int().nonnegative(),
        capacity: z.int().positive(),
      }),
    ),
    today: figures,
  })
  .meta({ id: 'WallBoard' });
export type WallBoard = z.infer<typeof wallBoard>;
