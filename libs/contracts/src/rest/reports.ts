import { z } from 'zod';
import { id, searchedCode, timeZone } from '../primitives';
import { day } from './history';
import { ofTeam } from './teams';

/** Longest time that a report looks at, in days. */
export const MAX_REPORT_DAYS = 400;

const DAY_MS = 86_400_000;
const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;

/** Every day from one to another, both included; none when the second is before the first. */
export const daysOf = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, dayNumber(to) - dayNumber(from) + 1) }, (_, i) =>
    new Date((dayNumber(from) + i) * DAY_MS).toISOString().slice(0, 10),
  );

const filters = {
  /** First and last day on which sessions were started. */
  from: day,
  to: day,
  /** Who was responsible last. */
  csr: id.optional(),
  ...ofTeam,
  type: id.optional(),
  code: searchedCode.optional(),
};
const inOrder = ({ from, to }: { from: string; to: string }): boolean => {
  const days = dayNumber(to) - dayNumber(from) + 1;
  return days >= 1 && days <= MAX_REPORT_DAYS;
};
const zone = timeZone.optional();

export const reportQuery = z
  .strictObject({ ...filters, zone })
  .refine(inOrder, `from 1 to ${MAX_REPORT_DAYS} days`);
export type ReportQuery = z.output<typeof reportQuery>;

/** By what sessions are counted. */
export const REPORT_PARTS = ['day', 'type', 'code', 'csr', 'team'] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

export const reportExportQuery = z
  .strictObject({ ...filters, zone, by: z.enum(REPORT_PARTS) })
  .refine(inOrder, `from 1 to ${MAX_REPORT_DAYS} days`);
export type ReportExportQuery = z.output<typeof reportExportQuery>;

const milliseconds = z.int().nonnegative().nullable();
/** What is counted of some sessions; durations in ms, null = there is none to count. */
const figures = {
  /** Those that were started. */
  sessions: z.int().nonnegative(),
  ended: z.int().nonnegative(),
  /** From start to end of those that are over, with the time they were parked. */
  averageMs: milliseconds,
  totalMs: z.int().nonnegative(),
  /** How long the customer who was let in first had waited, in the queue and at the door. */
  averageWaitMs: milliseconds,
  longestWaitMs: milliseconds,
};
export const reportFigures = z.strictObject(figures);
export type ReportFigures = z.infer<typeof reportFigures>;

/** `key` = a day, a name or a code; '' = sessions that have none. */
export const reportRow = z.strictObject({ key: z.string(), ...figures });
export type ReportRow = z.infer<typeof reportRow>;
/** Longest list of one part; what is counted least is left out. */
export const MAX_REPORT_ROWS = 500;
const rows = z.array(reportRow).max(MAX_REPORT_ROWS);

export const report = z
  .strictObject({
    zone: z.string(),
    totals: reportFigures,
    day: rows,
    type: rows,
    code: rows,
    csr: rows,
    /** By the teams of who was responsible last, as they are now: who is in two is counted in both. */
    team: rows,
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof report>;
