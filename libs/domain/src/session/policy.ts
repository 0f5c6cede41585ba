import type { FileTransferExclusion } from './file-transfer';

/** What the site's administrator decides. A policy can make things stricter; it can never answer for the customer. */
export interface SitePolicy {
  readonly organisation: string;
  /** Who lets a customer in: a CSR after a look at the name, or nobody (at once). */
  readonly admission: 'csr' | 'automatic';
  readonly inviteMinutes: number;
  readonly codeMinutes: number;
  /** Seconds after which an unanswered prompt means no. */
  readonly promptSeconds: number;
  /** Longest control grant, in minutes (SEC-C10: control is confirmed again after 30 minutes). */
  readonly maxControlMinutes: number;
  /** Seconds without a word from a device after which the log counts it as lost. */
  readonly deviceLostSeconds: number;
  /** Minutes without anything happening after which an open session is parked; 0 = never. */
  readonly idleParkMinutes: number;
  /** Days after its end in which names and words of a session are kept; 0 = for ever. */
  readonly retentionDays: number;
  /** Whether nobody may do anything before they have a second step of signing in (TOTP). */
  readonly requireTotp: boolean;
  /** Whether files may be offered, of which customers choose what to take (W26, W27). */
  readonly basicFileTransfer: boolean;
  /** Whether files may go to a customer's computer and come from it (W26, W28). */
  readonly advancedFileTransfer: boolean;
  /** What of a customer's computer must not be seen or controlled while files are transferred (W29). */
  readonly fileTransferExclusion: FileTransferExclusion;
}

export const DEFAULT_POLICY: SitePolicy = {
  organisation: 'Relevo',
  admission: 'csr',
  inviteMinutes: 15,
  codeMinutes: 5,
  promptSeconds: 60,
  maxControlMinutes: 30,
  deviceLostSeconds: 120,
  idleParkMinutes: 60,
  retentionDays: 0,
  requireTotp: false,
  basicFileTransfer: true,
  advancedFileTransfer: false,
  fileTransferExclusion: 'application',
};

/** How long a colleague's console rings, in seconds. */
export const RING_SECONDS = 60;

/** Longest reason of a transfer, in UTF-16 units. */
export const MAX_REASON_LENGTH = 500;

/** Longest life of an invite, in minutes (24 hours). */
export const MAX_INVITE_MINUTES = 1440;
