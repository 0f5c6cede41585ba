import { Accounts1795000000000 } from './1795000000000-accounts';
import { Streams1795000000001 } from './1795000000001-streams';
import { RepeatedEntrances1795000000002 } from './1795000000002-repeated-entrances';

/** Every migration, oldest first. A released one is never changed: the next one mends it. */
export const MIGRATIONS = [
  Accounts1795000000000,
  Streams1795000000001,
  RepeatedEntrances1795000000002,
] as const;
