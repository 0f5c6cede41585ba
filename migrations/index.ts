import { Accounts1795000000000 } from './1795000000000-accounts';
import { Streams1795000000001 } from './1795000000001-streams';
import { RepeatedEntrances1795000000002 } from './1795000000002-repeated-entrances';
import { AccountSecurity1795000100000 } from './1795000100000-account-security';
import { SignedOut1795000200000 } from './1795000200000-signed-out';
import { Checkpoints1795000300000 } from './1795000300000-checkpoints';
import { Erasure1795000300001 } from './1795000300001-erasure';
import { Colleagues1795000410000 } from './1795000410000-colleagues';
import { ProofStays1795000420000 } from './1795000420000-proof-stays';
import { Jobs1795000500000 } from './1795000500000-jobs';
import { ChatMarks1795000510000 } from './1795000510000-chat-marks';
import { StartLists1795000560000 } from './1795000560000-start-lists';
import { ApiKeys1795000561000 } from './1795000561000-api-keys';
import { Post1795000570000 } from './1795000570000-post';
import { Look1795000580000 } from './1795000580000-look';
import { Queues1795000600000 } from './1795000600000-queues';
import { History1795000620000 } from './1795000620000-history';
import { Webhooks1795000660000 } from './1795000660000-webhooks';
import { CustomerNames1795000680000 } from './1795000680000-customer-names';
import { WallBoard1795000690000 } from './1795000690000-wall-board';
import { Teams1795000720000 } from './1795000720000-teams';
import { Retention1795000735000 } from './1795000735000-retention';
import { WrapUp1795000760000 } from './1795000760000-wrap-up';
import { GivenUp1795000770000 } from './1795000770000-given-up';
import { Experts1795000790000 } from './1795000790000-experts';
import { WordsGo1795000810000 } from './1795000810000-words-go';
import { ExpectedCustomers1795000820000 } from './1795000820000-expected-customers';

/** Every migration, oldest first. A released one is never changed: the next one mends it. */
export const MIGRATIONS = [
  Accounts1795000000000,
  Streams1795000000001,
  RepeatedEntrances1795000000002,
  AccountSecurity1795000100000,
  SignedOut1795000200000,
  Checkpoints1795000300000,
  Erasure1795000300001,
  Colleagues1795000410000,
  ProofStays1795000420000,
  Jobs1795000500000,
  ChatMarks1795000510000,
  StartLists1795000560000,
  ApiKeys1795000561000,
  Post1795000570000,
  Look1795000580000,
  Queues1795000600000,
  History1795000620000,
  Webhooks1795000660000,
  CustomerNames1795000680000,
  WallBoard1795000690000,
  Teams1795000720000,
  Retention1795000735000,
  WrapUp1795000760000,
  GivenUp1795000770000,
  Experts1795000790000,
  WordsGo1795000810000,
  ExpectedCustomers1795000820000,
] as const;
