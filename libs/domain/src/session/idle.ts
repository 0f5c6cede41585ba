import { isKeptNoLonger } from '../log/erase';
import { type DecideContext, happened, type SessionDecision } from './context';
import { parked } from './parking';
import type { SitePolicy } from './policy';
import { liveGrants } from './selectors';
import type { IdleWarning, SessionState } from './state';

/** How long before it is parked a warning comes, in minutes; half of the whole time where that is less. */
export const IDLE_WARNING_MINUTES = 5;

const MINUTE_MS = 60_000;

/** What is known of how quiet a session is; moments in ms since the epoch. */
export interface Quiet {
  readonly now: number;
  /** The newest event of the session or of its chat; a warning itself is none. */
  readonly lastActivityAt: number;
  /** Somebody sees or drives a computer by a grant that holds: no session of which that is true is idle. */
  readonly inUse: boolean;
  /** The warning that stands, if there is one. */
  readonly warning?: IdleWarning | undefined;
}

export type Idleness =
  | { readonly kind: 'active' }
  /** It will be parked at `parksAt`, or later. */
  | { readonly kind: 'warned'; readonly parksAt: number }
  | { readonly kind: 'park' };

/** How long a session may be quiet before its warning, ms; null = for ever. */
export const idleWarnAfterMs = ({ idleParkMinutes }: Pick<SitePolicy, 'idleParkMinutes'>): number | null =>
  idleParkMinutes === 0 ? null : idleParkMinutes * MINUTE_MS - warnedMs(idleParkMinutes);

const warnedMs = (minutes: number): number => Math.min(IDLE_WARNING_MINUTES, minutes / 2) * MINUTE_MS;

/**
 * Whether a session in which nothing happens is left alone, warned of or parked. Nobody is parked without a warning that stood its
 * whole time, also when the server was away or the setting was lowered meanwhile.
 */
export const idlenessOf = (
  { now, lastActivityAt, inUse, warning }: Quiet,
  { idleParkMinutes }: Pick<SitePolicy, 'idleParkMinutes'>,
): Idleness => {
  const after = idleWarnAfterMs({ idleParkMinutes });
  if (after === null || inUse || now - lastActivityAt < after) return { kind: 'active' };
  // A warning of before something happened is none.
  if (warning?.since === lastActivityAt)
    return now < warning.parksAt ? { kind: 'warned', parksAt: warning.parksAt } : { kind: 'park' };
  return { kind: 'warned', parksAt: now + warnedMs(idleParkMinutes) };
};

/** Whether a session that is put aside, or was never started, has lain for longer than the site keeps sessions. */
const isLeftLying = (
  { phase }: SessionState,
  lastActivityAt: number,
  { now, policy }: DecideContext,
): boolean =>
  (phase === 'parked' || phase === 'prepared') && isKeptNoLonger(lastActivityAt, policy.retentionDays, now);

/**
 * What follows from how quiet a session is: of an open one a warning, its end because something happened after all, or parking; of
 * one that nobody went on with its end, from which on the site keeps it as long as any other.
 */
export const decideIdle = (
  state: SessionState,
  lastActivityAt: number,
  context: DecideContext,
): SessionDecision => {
  if (isLeftLying(state, lastActivityAt, context))
    return [happened(context, 'session.ended', { reason: 'ended' })];
  if (state.phase !== 'open') return [];
  const { now, policy } = context;
  const inUse = liveGrants(state, now).length > 0;
  const idleness = idlenessOf({ now, lastActivityAt, inUse, warning: state.idle }, policy);
  switch (idleness.kind) {
    case 'active':
      return state.idle ? [happened(context, 'session.kept', {})] : [];
    case 'warned':
      if (state.idle?.parksAt === idleness.parksAt) return [];
      return [happened(context, 'session.idleWarned', { since: lastActivityAt, parksAt: idleness.parksAt })];
    case 'park':
      return parked(state, context, 'idle');
  }
};
