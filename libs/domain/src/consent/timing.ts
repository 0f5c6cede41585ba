import type { Capability } from '../shared/capability';

/** Pause between freezing injected input and showing a question, and between its answer and the thaw (SEC-C4), ms. */
export const SETTLE_MS = 500;
/** Longest time that a question stays open, whatever was asked for, ms. */
export const MAX_PROMPT_MS = 120_000;
/** Control ends when the peer link has been gone for this long, ms. */
export const CONTROL_LINK_LOSS_MS = 120_000;
/** Held keys and buttons are let go without a heartbeat for this long, ms. */
export const HEARTBEAT_LOSS_MS = 2_000;
/** A clock that jumps forward, or a sleep, by more than this ends view and control, ms. */
export const CLOCK_JUMP_MS = 30_000;
/** Messages of a grant that ended less than this ago were on their way: dropped, but no alarm, ms. */
export const IN_FLIGHT_MS = 5_000;
/** Alarms are reported together, at most this often, ms. */
export const ALARM_REPORT_MS = 10_000;
/** Most drops that one report tells of: what is above a million is as bad. */
export const MAX_ALARM_COUNT = 1_000_000;
/** Questions that wait behind the open one; what comes on top is denied. */
export const MAX_QUEUE = 4;

/** Longest duration of a grant in minutes, also against a server that asks for more; null = until stopped (SEC-C10). */
export const MAX_MINUTES: Readonly<Record<Capability, number | null>> = {
  'screen.view': null,
  'input.control': 30,
};

/** A reading of both clocks, ms. `mono` never goes back; `wall` is since the epoch and may do anything. */
export interface ClockReading {
  readonly mono: number;
  readonly wall: number;
}
