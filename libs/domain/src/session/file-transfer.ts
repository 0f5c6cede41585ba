import type { RefusalCode } from '../shared/refusal';
import type { SitePolicy } from './policy';
import { joinedCustomers, liveGrants } from './selectors';
import type { Grant, SessionPhase, SessionState } from './state';

/** `basic`: customers choose what to take of what is offered. `advanced`: to a customer's computer and from it. */
export const FILE_TRANSFER_MODES = ['basic', 'advanced'] as const;
export type FileTransferMode = (typeof FILE_TRANSFER_MODES)[number];

/** What of a customer's computer shuts files out while a CSR sees or controls it (W29). */
export const FILE_TRANSFER_EXCLUSIONS = ['application', 'anything'] as const;
export type FileTransferExclusion = (typeof FILE_TRANSFER_EXCLUSIONS)[number];

export type FileTransferPolicy = Pick<SitePolicy, 'basicFileTransfer' | 'advancedFileTransfer'>;

/** The modes that the site's administrator has enabled (W26). */
export const fileTransferModes = (policy: FileTransferPolicy): FileTransferMode[] =>
  FILE_TRANSFER_MODES.filter((mode) => policy[`${mode}FileTransfer`]);

/** A browser never says what it shows: that may be one application, so it counts as one. An agent shows the whole desktop. */
const isOfApplication = (state: SessionState, { deviceId }: Grant): boolean =>
  state.devices[deviceId]?.kind !== 'machine';

const NOT_OPEN = {
  none: 'SESSION_NOT_STARTED',
  prepared: 'SESSION_NOT_STARTED',
  open: null,
  parked: 'SESSION_PARKED',
  ended: 'SESSION_ENDED',
} as const satisfies Record<SessionPhase, RefusalCode | null>;

/** Why files cannot be transferred in this mode now; null = they can, if who asks may (W26, W29). */
export const fileTransferVerdict = (
  state: SessionState,
  mode: FileTransferMode,
  { now, policy }: { readonly now: number; readonly policy: SitePolicy },
): RefusalCode | null => {
  const modes = fileTransferModes(policy);
  if (modes.length === 0) return 'FILES_OFF';
  if (!modes.includes(mode)) return 'FILE_MODE_OFF';
  if (NOT_OPEN[state.phase]) return NOT_OPEN[state.phase];
  if (joinedCustomers(state).length === 0) return 'NO_CUSTOMER_JOINED';
  const shutOut = liveGrants(state, now).some(
    (grant) => policy.fileTransferExclusion === 'anything' || isOfApplication(state, grant),
  );
  return shutOut ? 'FILES_WHILE_SHARING' : null;
};
