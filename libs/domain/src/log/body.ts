import type { LogRecord } from './chain';
import type { HiddenEvent, NewEvent, PlacedEvent } from './event';

/** The text of a body, as it is stored and hashed. */
export const writeBody = (event: NewEvent): string => {
  const { type, version, actor, at, deviceAt, data, report } = event;
  return JSON.stringify({ type, version, actor, at, deviceAt, data, report });
};

/** Reads a record back; a record without content is a hidden place. The text comes from our own log, checked by its hash. */
export const readRecord = (record: LogRecord): PlacedEvent | HiddenEvent =>
  record.content
    ? { ...(JSON.parse(record.content.body) as NewEvent), seq: record.seq }
    : { seq: record.seq, hidden: true };
