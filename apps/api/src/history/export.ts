import { Readable } from 'node:stream';
import type { ExportFormat, HistoryEntry } from '@relevo/contracts';
import { type CsvRow, seconds, writeCsv } from '../platform/files/csv';

/** A moment as spreadsheets read it, in the zone that its row names. */
const localTime = (zone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: zone,
  });
  return (at: number): string => format.format(at);
};

const iso = (at: number): string => new Date(at).toISOString();

/** A session as a file has it; durations in seconds. */
const exported = (entry: HistoryEntry, time: (at: number) => string, zone: string) =>
  ({
    number: entry.number,
    state: entry.phase,
    began: time(entry.begunAt),
    ended: entry.endedAt === null ? '' : time(entry.endedAt),
    time_zone: zone,
    duration_seconds: seconds(entry.endedAt === null ? null : entry.endedAt - entry.begunAt),
    waited_seconds: seconds(entry.waitedMs),
    customer: entry.customer ?? '',
    csr: entry.owner,
    type: entry.type ?? '',
    tracking_code: entry.trackingCode ?? '',
    subject: entry.subject,
  }) satisfies CsvRow;

const COLUMNS = [
  'number',
  'state',
  'began',
  'ended',
  'time_zone',
  'duration_seconds',
  'waited_seconds',
  'customer',
  'csr',
  'type',
  'tracking_code',
  'subject',
] as const satisfies readonly (keyof ReturnType<typeof exported>)[];

async function* rowsOf(entries: AsyncIterable<HistoryEntry>, zone: string): AsyncGenerator<CsvRow> {
  const time = localTime(zone);
  for await (const entry of entries) yield exported(entry, time, zone);
}

async function* jsonOf(entries: AsyncIterable<HistoryEntry>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const entry of entries) {
    yield `${before}${JSON.stringify(exported(entry, iso, 'UTC'))}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** Sessions as a file, written as they are read; CSV has its times in a zone, JSON in UTC. */
export const writeExport = (
  entries: AsyncIterable<HistoryEntry>,
  format: ExportFormat,
  zone: string,
): Readable =>
  format === 'json'
    ? Readable.from(jsonOf(entries), { objectMode: false })
    : writeCsv(rowsOf(entries, zone), COLUMNS);
