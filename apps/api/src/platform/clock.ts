/** The time, as a part that tests can replace. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
}

/** `@Inject(CLOCK) clock: Clock` */
export const CLOCK = Symbol('Clock');

export const systemClock: Clock = { now: () => Date.now() };
