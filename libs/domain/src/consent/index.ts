export * from './asking';
export * from './claims';
export { stopReason } from './endings';
export * from './gate';
export {
  type AccessRequest,
  comingPrompt,
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
export * from './safety';
export { tick as tickLedger } from './tick';
export * from './timing';
