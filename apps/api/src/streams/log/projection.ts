import type { SessionState } from '@relevo/domain';
import type { Queryable } from './log.queries';

/** Rows kept beside the log for lists and look-ups, written in the same transaction as the events that change them. */
export interface SessionProjection {
  /** Whether this step changes any of its rows. */
  concerns(before: SessionState, after: SessionState): boolean;
  write(db: Queryable, before: SessionState, after: SessionState): Promise<void>;
}
