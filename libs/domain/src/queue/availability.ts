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
