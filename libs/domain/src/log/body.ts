import type { LogRecord } from './chain';
import type { HiddenEvent, NewEvent, PlacedEvent } from './event';
import { upcast } from './versions';

/** The text of a body, as it is stored and hashed. */
export const writeBody = (event: NewEvent): string => {
  const { type, version, actor, at, deviceAt, data, report } = event;
  return JSON.stringify({ type, version, actor, at, deviceAt, data, report });
};

/**
 * Reads a record back, in the version of today; a record without content is a hidden place. The text comes from our own
 * log, checked by its hash.
 * @throws Error for an event of a newer release
 */
export const readRecord = (record: LogRecord): PlacedEvent | HiddenEvent => {
  if (!record.content) return { seq: record.seq, hidden: true };
  const written = JSON.parse(record.content.body) as NewEvent;
  const event = upcast(written);
  if (event === 'unknown')
    throw new Error(`${written.type} version ${written.version} is of another release than this program`);
  // It is ours alone; a copy would cost a hidden class for each event.
  return Object.assign(event, { seq: record.seq });
};
