import type { DeviceReport } from '../session/commands';
import type { AlarmKind, Fingerprints } from '../session/events';
import type { Capability } from '../shared/capability';
import type { ClockReading } from './timing';

/** Why the device dropped a message that reached it over a peer link. */
export const DROP_REASONS = [
  'no-grant',
  'stale',
  'prompt-open',
  'own-window',
  'not-verified',
  'malformed',
  'rate',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** A question of a CSR, as it reached the device. */
export interface AccessRequest {
  readonly requestId: string;
  readonly capability: Capability;
  readonly csrId: string;
  readonly csrName: string;
  /** Whose guest the CSR is, when they are from outside (W39). */
  readonly guestOf?: string | undefined;
  /** null = until stopped. */
  readonly minutes: number | null;
  /** How long the question may stay unanswered, ms. */
  readonly patienceMs: number;
}

/** A question in the queue or on the screen. `deadline` is monotonic: then the answer is no. */
export interface Prompt {
  readonly request: AccessRequest;
  /** What one yes gives: what was asked, and what it cannot do without. */
  readonly covers: readonly Capability[];
  readonly deadline: number;
}

/** Injected input is dropped in every phase but `open`. `at` is monotonic: when the phase is over. */
export type Freeze =
  | { readonly phase: 'open' }
  | { readonly phase: 'settling'; readonly prompt: Prompt; readonly at: number }
  | { readonly phase: 'asking'; readonly prompt: Prompt }
  | { readonly phase: 'thawing'; readonly at: number };

/** A grant that lives in this device's memory. */
export interface LedgerGrant {
  readonly id: string;
  readonly requestId: string;
  readonly capability: Capability;
  readonly csrId: string;
  readonly csrName: string;
  readonly guestOf?: string | undefined;
  /** Thumbprint of the one key that may use it. */
  readonly csrKey: string;
  /** Wall time, for people and reports. */
  readonly since: number;
  readonly until: number | null;
  /** Monotonic time at which it ends; what counts. */
  readonly endsAt: number | null;
  /** Highest number seen, and the link that it belongs to. */
  readonly last: { readonly epoch: number; readonly seq: number };
  /** Monotonic time of the last message under this grant. */
  readonly heardAt: number;
  readonly active: boolean;
}

/** What was ever signed here: the log may say this once, and nothing else, about grants of this device. */
export interface SignedGrant {
  readonly capability: Capability;
  readonly csrId: string;
  readonly until: number | null;
  readonly logged: boolean;
  /** Monotonic time of the end; null while it lives. */
  readonly endedAt: number | null;
}

/** The peer link to a CSR. Only a link whose far end proved its key is here. */
export interface LedgerLink {
  readonly epoch: number;
  readonly key: string;
  readonly fingerprints: Fingerprints;
  /** Monotonic time of the loss; null while the link is up. */
  readonly lostAt: number | null;
}

/** The consent ledger of one device in one session. It exists in memory only: a crash leaves no grant behind. */
export interface Ledger {
  readonly deviceId: string;
  readonly can: readonly Capability[];
  /** Whether a question can be shown; without it every answer is no (SEC-C6). */
  readonly display: 'ok' | 'none' | 'locked';
  /** Last reading of the clocks. */
  readonly clock: ClockReading;
  readonly freeze: Freeze;
  readonly queue: readonly Prompt[];
  /** Every question that ever came here. */
  readonly asked: readonly string[];
  readonly grants: Readonly<Record<string, LedgerGrant>>;
  readonly signed: Readonly<Record<string, SignedGrant>>;
  readonly links: Readonly<Record<string, LedgerLink>>;
  /** Control was given here at some time: from then on answers may be those of a program that a controller left. */
  readonly controlled: boolean;
  /** What the person here said about the safety code of each CSR, and of which key. */
  readonly safety: Readonly<Record<string, { readonly key: string; readonly matches: boolean }>>;
  /** Keys or buttons may be held down by a controller. */
  readonly holding: boolean;
  readonly drops: Readonly<Record<DropReason, number>>;
  readonly alarms: Readonly<Record<AlarmKind, number>>;
  /** How many of `alarms` were reported. */
  readonly reported: Readonly<Record<AlarmKind, number>>;
  readonly reportedAt: number | null;
  readonly over: boolean;
}

/** What a change of the ledger asks of its surroundings besides holding the new state. */
export interface Step {
  readonly ledger: Ledger;
  /** Facts to sign and report, in this order. */
  readonly facts: readonly DeviceReport[];
  /** Let go of every key and button now. */
  readonly release: boolean;
}

/** A ledger with nothing granted. */
export const newLedger = (deviceId: string, can: readonly Capability[], clock: ClockReading): Ledger => ({
  deviceId,
  can,
  display: 'ok',
  clock,
  freeze: { phase: 'open' },
  queue: [],
  asked: [],
  grants: {},
  signed: {},
  links: {},
  controlled: false,
  safety: {},
  holding: false,
  drops: {
    'no-grant': 0,
    stale: 0,
    'prompt-open': 0,
    'own-window': 0,
    'not-verified': 0,
    malformed: 0,
    rate: 0,
  },
  alarms: NO_ALARMS,
  reported: NO_ALARMS,
  reportedAt: null,
  over: false,
});

const NO_ALARMS: Readonly<Record<AlarmKind, number>> = {
  'unknown-grant': 0,
  'stale-message': 0,
  'wrong-key': 0,
  'codes-differ': 0,
  malformed: 0,
  'server-claim': 0,
  rate: 0,
  flood: 0,
};

/** Injected input is dropped while a question opens, stands or has just been answered. */
export const isFrozen = (ledger: Ledger): boolean => ledger.freeze.phase !== 'open';

/** The question that the customer sees now. */
export const openPrompt = (ledger: Ledger): Prompt | null =>
  ledger.freeze.phase === 'asking' ? ledger.freeze.prompt : null;

/** The question that the customer sees now, or will in a moment: time to make ready what a yes needs. */
export const comingPrompt = (ledger: Ledger): Prompt | null =>
  ledger.freeze.phase === 'settling' ? ledger.freeze.prompt : openPrompt(ledger);

/** Live grants, oldest first. */
export const ledgerGrants = (ledger: Ledger): LedgerGrant[] => Object.values(ledger.grants);

/** The live grant of a CSR for a capability. */
export const ledgerGrant = (ledger: Ledger, csrId: string, capability: Capability): LedgerGrant | undefined =>
  ledgerGrants(ledger).find((g) => g.csrId === csrId && g.capability === capability);
