export * from './asking';
export * from './claims';
export * from './gate';
export {
  type AccessRequest,
  DROP_REASONS,
  type DropReason,
  isFrozen,
  type Ledger,
  type LedgerGrant,
  ledgerGrant,
  ledgerGrants,
  newLedger,
  openPrompt,
  type Prompt,
  type Step,
} from './ledger';
export * from './links';
export { tick as tickLedger } from './tick';
export * from './timing';
