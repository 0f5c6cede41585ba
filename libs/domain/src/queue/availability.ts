/** What CSRs say of themselves. Only who is `ready` is given customers; who is `away` takes none either. */
export const AVAILABILITIES = ['ready', 'busy', 'wrapUp', 'away'] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** How a colleague stands now: what they said, or that they have their hands full, or that no console of theirs is open. */
export const STANDINGS = [...AVAILABILITIES, 'offline'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Customers whom one CSR may have at once. */
export const MAX_CAPACITY = 10;
/** Longest reason for being away, in UTF-16 units. */
export const MAX_AWAY_LENGTH = 80;

/** What somebody stands at who never said anything. */
export const FIRST_AVAILABILITY = { state: 'ready', reason: '', capacity: 2 } as const;

/** Longest wrap-up that begins by itself, in seconds. */
export const MAX_WRAP_UP_SECONDS = 3600;

/** What was noted last of how somebody stands, since when, and when that ends by itself (ms since the epoch). */
export interface Stand {
  readonly state: Availability;
  readonly since: number;
  /** A wrap-up that began by itself is over then; null = it stays until they say otherwise. */
  readonly wrapUpUntil: number | null;
}

/** How somebody stands at a moment, by what was noted: after a wrap-up that began by itself they are ready again. */
export const standAt = <Noted extends Stand>(noted: Noted, now: number): Noted =>
  noted.state !== 'wrapUp' || noted.wrapUpUntil === null || now < noted.wrapUpUntil
    ? noted
    : { ...noted, state: 'ready', since: noted.wrapUpUntil, wrapUpUntil: null };

/** What is noted when somebody says how they stand. The same again changes nothing, and whatever else ends a wrap-up. */
export const standSaid = (noted: Stand, state: Availability, now: number): Stand => {
  const before = standAt(noted, now);
  return before.state === state ? before : { state, since: now, wrapUpUntil: null };
};

/**
 * What is noted when a session of a queue ends that was somebody's: who was ready wraps up, for as long as the queue says,
 * and who wraps up already at least for so long. Who is busy, away or wraps up of their own accord said so, and stays so.
 * @param seconds 0 = none
 */
export const standAfterSession = (noted: Stand, seconds: number, now: number): Stand => {
  const before = standAt(noted, now);
  const wrapUpUntil = Math.max(now + seconds * 1000, before.wrapUpUntil ?? 0);
  if (seconds === 0) return before;
  if (before.state === 'ready') return { state: 'wrapUp', since: now, wrapUpUntil };
  return before.wrapUpUntil === null ? before : { ...before, wrapUpUntil };
};

/** Who could take a customer, as far as the rules need to know. */
export interface Desk {
  readonly accountId: string;
  readonly supervisor: boolean;
  readonly state: Availability;
  /** Customers at once. */
  readonly capacity: number;
  /** Open sessions that are theirs, and customers who are offered to them now. */
  readonly load: number;
}

/** Whether there is room for one more. */
export const hasRoom = ({ load, capacity }: Pick<Desk, 'load' | 'capacity'>): boolean => load < capacity;

/** How somebody stands, for colleagues. @param reachable whether a console of theirs has a line to the site */
export const standingOf = (desk: Pick<Desk, 'state' | 'load' | 'capacity'>, reachable: boolean): Standing => {
  if (!reachable) return 'offline';
  return desk.state === 'ready' && !hasRoom(desk) ? 'busy' : desk.state;
};
