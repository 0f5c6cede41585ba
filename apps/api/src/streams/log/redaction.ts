import {
  type ConversationEvent,
  isHidden,
  type LogRecord,
  mayReadConversation,
  mayReadSession,
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

/** The record without its content: numbers and hashes stay whole for everyone. */
export const headerOf = ({ content: _, ...header }: LogRecord): LogRecord => header;

/** The records as this reader may see them. */
export const redact = (
  kind: StreamKind,
  session: SessionState,
  records: readonly LogRecord[],
  readerId: string,
): LogRecord[] =>
  records.map((record) =>
    mayRead(kind, session, readRecord(record) as PlacedRecord, readerId) ? record : headerOf(record),
  );
