import { AuditEntryEntity } from '../audit/audit-entry.entity';
import { AccountEntity } from './account.entity';
import { ExpertEntity } from './experts/expert.entity';
import { AccountLinkEntity } from './links/account-link.entity';
import { ChallengeEntity } from './second-step/challenge.entity';
import { RecoveryCodeEntity } from './second-step/recovery-code.entity';
import { SecondStepEntity } from './second-step/second-step.entity';
import { SignInEntity } from './sign-in.entity';
import { SignInKeyEntity } from './sign-in-key.entity';

/** Tables of accounts and of what is recorded of them: for work without a server around it. */
export const ACCOUNT_ENTITIES = [
  AccountEntity,
  AccountLinkEntity,
  AuditEntryEntity,
  ChallengeEntity,
  ExpertEntity,
  RecoveryCodeEntity,
  SecondStepEntity,
  SignInEntity,
  SignInKeyEntity,
];
