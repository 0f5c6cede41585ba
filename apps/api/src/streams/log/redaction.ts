import {
  type ConversationEvent,
  isHidden,
  type LaterReader,
  type LogRecord,
  mayReadConversation,
  mayReadConversationLater,
  mayReadSession,
  mayReadSessionLater,
  readRecord,
  type SessionEvent,
  type SessionState,
  type StreamKind,
} from '@relevo/domain';
import type { PlacedRecord } from './stream-entry';

/** Whether this reader may see the body of a place; the rule itself is the domain's. */
export const mayRead = (
  kind: StreamKind,
  session: SessionState,
  event: PlacedRecord,
  readerId: string,
): boolean => {
  if (isHidden(event)) return false;
  return kind === 'session'
    ? mayReadSession(session, event as SessionEvent, readerId)
    : mayReadConversation(session, event as ConversationEvent, readerId);
};

/** The same for somebody who reads when it was, by the history. */
export const mayReadLater = (
  kind: StreamKind,
  session: SessionState,
  event: PlacedRecord,
  reader: LaterReader,
): boolean => {
  if (isHidden(event)) return false;
  return kind === 'session'
    ? mayReadSessionLater(session, event as SessionEvent, reader)
    : mayReadConversationLater(session, event as ConversationEvent, reader);
};

/** The record without its content: numbers and hashes stay whole for everyone. */
export const headerOf = ({ content: _, ...header }: LogRecord): LogRecord => header;

/** The records with the contents that somebody may read. */
export const redact = (records: readonly LogRecord[], may: (event: PlacedRecord) => boolean): LogRecord[] =>
  records.map((record) => (may(readRecord(record) as PlacedRecord) ? record : headerOf(record)));
