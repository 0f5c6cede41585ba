import { Accounts1795000000000 } from './1795000000000-accounts';

/** Every migration, oldest first. A released one is never changed: the next one mends it. */
export const MIGRATIONS = [Accounts1795000000000] as const;
