import { STREAM_KINDS } from '@relevo/domain';
import { z } from 'zod';
import { id, isKeepable, searchedCode, sha256Hex, timestamp, timeZone } from '../primitives';
import { ofTeam } from './teams';

/** Sessions on one page. */
export const HISTORY_PAGE = 50;
/** Most sessions in one file. */
export const MAX_EXPORTED = 20_000;

/** A day in the zone of the one who asks, as `2026-11-27`. */
export const day = z.iso.date();

/** States that sessions are looked for by. */
export const HISTORY_STATES = ['prepared', 'open', 'parked', 'ended'] as const;

/** What a session must have to be shown; what is left out is no matter. The same in the address of the page and of the API. */
const filters = {
  /** First and last day on which it began. */
  from: day.optional(),
  to: day.optional(),
  /** An account that has or had a part in it. */
  csr: id.optional(),
  ...ofTeam,
  type: id.optional(),
  code: searchedCode.optional(),
  state: z.enum(HISTORY_STATES).optional(),
  /** Words or digits of the customer's name, what it was for, or its number. */
  text: z.string().trim().min(1).max(100).refine(isKeepable).optional(),
};
export const historyFilters = z.strictObject(filters);
export type HistoryFilters = z.output<typeof historyFilters>;

/** Where a page goes on: the beginning (ms since the epoch) and id of the last one shown. */
const cursor = z.string().regex(/^[0-9]{1,15}_[0-9a-f-]{36}$/);

/** In which days are meant and times are written; the account's own when left out, else UTC. */
const zone = timeZone.optional();

export const historyQuery = z.strictObject({ ...filters, zone, after: cursor.optional() });
export type HistoryQuery = z.output<typeof historyQuery>;

export const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const exportQuery = z.strictObject({ ...filters, zone, format: z.enum(EXPORT_FORMATS) });
export type ExportQuery = z.output<typeof exportQuery>;

/** A session as the history lists it. */
export const historyEntry = z
  .strictObject({
    id,
    number: z.string(),
    subject: z.string(),
    phase: z.enum(HISTORY_STATES),
    /** When it was started, or prepared if it was never started. */
    begunAt: timestamp,
    endedAt: timestamp.nullable(),
    /** How long the customer who was let in first had waited, in the queue and at the door, ms; null = nobody was let in. */
    waitedMs: z.int().nonnegative().nullable(),
    customer: z.string().nullable(),
    /** Who is or was responsible last. */
    owner: z.string(),
    type: z.string().nullable(),
    trackingCode: z.string().nullable(),
    /** When its names and words were erased, because the site keeps them no longer. */
    forgottenAt: timestamp.nullable(),
    /** Whether the one who asks may open it. */
    readable: z.boolean(),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof historyEntry>;
export const historyPage = z
  .strictObject({ sessions: z.array(historyEntry).max(HISTORY_PAGE), after: cursor.nullable() })
  .meta({ id: 'HistoryPage' });
export type HistoryPage = z.infer<typeof historyPage>;

/** Everybody who has or had a part in a session, also those whose account is closed. */
export const historyPeople = z
  .strictObject({ people: z.array(z.strictObject({ accountId: id, name: z.string() })).max(5000) })
  .meta({ id: 'HistoryPeople' });
export type HistoryPeople = z.infer<typeof historyPeople>;

/** A session that somebody opens in the history. */
export const openedHistory = z
  .strictObject({
    session: historyEntry,
    conversationId: id,
    /** Their own part in it; null = they had none. */
    participantId: id.nullable(),
    /** They read it as a supervisor, and that stands in the audit list. */
    recorded: z.boolean(),
  })
  .meta({ id: 'OpenedHistory' });
export type OpenedHistory = z.infer<typeof openedHistory>;

export const historyEventsQuery = z.strictObject({
  stream: z.enum(STREAM_KINDS),
  since: z.coerce.number<string | number>().int().nonnegative(),
});

/** Everything that a check of a log can find. */
export const LOG_FAULTS = [
  'edited',
  'deleted',
  'swapped',
  'truncated',
  'added',
  'restamped',
  'forged-report',
  'forged-checkpoint',
  'unreadable',
  'moved',
] as const;
export type LogFault = (typeof LOG_FAULTS)[number];

/** What a check of one stream of a session found, as `npm run verify-log` says it. */
export const streamVerdict = z.strictObject({
  stream: id,
  kind: z.enum(STREAM_KINDS),
  events: z.int().nonnegative(),
  /** Places whose body was erased, as the log itself says. */
  erased: z.int().nonnegative(),
  reports: z.int().nonnegative(),
  checkpoints: z.int().nonnegative(),
  /** Up to this event the log is held by checkpoints. */
  signedTo: z.int().nonnegative(),
  head: z.strictObject({ seq: z.int().nonnegative(), hash: sha256Hex }),
  fault: z.strictObject({ seq: z.int().nonnegative(), kind: z.enum(LOG_FAULTS) }).optional(),
});
export type StreamVerdict = z.infer<typeof streamVerdict>;
export const verifiedHistory = z
  .strictObject({ streams: z.array(streamVerdict).max(100) })
  .meta({ id: 'VerifiedHistory' });
export type VerifiedHistory = z.infer<typeof verifiedHistory>;
