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
}

export const DEFAULT_POLICY: SitePolicy = {
  organisation: 'Relevo',
  admission: 'csr',
  inviteMinutes: 15,
  codeMinutes: 5,
  promptSeconds: 60,
  maxControlMinutes: 30,
  deviceLostSeconds: 120,
};

/** Longest life of an invite, in minutes (24 hours). */
export const MAX_INVITE_MINUTES = 1440;
