import type { EventsOf, PlacedOf } from '../log/event';
import type { Capability } from '../shared/capability';

export type DeviceKind = 'page' | 'machine';

/** Fingerprints (SHA-256, lower-case hex without colons) of the DTLS certificates of both ends of a peer link. */
export interface Fingerprints {
  readonly device: string;
  readonly csr: string;
}

export const DENIAL_REASONS = [
  'customer',
  'timeout',
  'withdrawn',
  'locked',
  'no-display',
  'link',
  'session-ended',
] as const;
export type DenialReason = (typeof DENIAL_REASONS)[number];

export const GRANT_END_REASONS = [
  'customer',
  'hotkey',
  'csr',
  'expired',
  'link-lost',
  'clock',
  'key-changed',
  'replaced',
  'screen-closed',
  'device-stopped',
  'session-ended',
] as const;
export type GrantEndReason = (typeof GRANT_END_REASONS)[number];

export const ALARM_KINDS = [
  'unknown-grant',
  'stale-message',
  'wrong-key',
  'malformed',
  'server-claim',
  'rate',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** Facts about what happened on a customer's device. Signed there, never refused when the signature is right. */
export interface DeviceReportData {
  'grant.given': {
    grantId: string;
    requestId: string;
    deviceId: string;
    capability: Capability;
    csrId: string;
    /** RFC 7638 thumbprint of the CSR's key. */
    csrKey: string;
    fingerprints: Fingerprints;
    /** Device time at which the grant ends by itself, ms since the epoch; null = until stopped. */
    until: number | null;
    /** SHA-256 (hex) of the exact words that the customer saw. */
    wordsHash: string;
    words: string;
    nonce: string;
  };
  'grant.denied': { requestId: string; deviceId: string; reason: DenialReason };
  'grant.ended': { grantId: string; deviceId: string; reason: GrantEndReason };
  'activity.started': { grantId: string; deviceId: string; activity: 'screen' | 'control' };
  'activity.stopped': { grantId: string; deviceId: string; activity: 'screen' | 'control' };
  'device.alarm': { deviceId: string; kind: AlarmKind; count: number };
}
export type DeviceReportType = keyof DeviceReportData;

/** Everything that can happen in a session: type to data. A change of shape raises the version and adds an upcaster. */
export interface SessionEventData extends DeviceReportData {
  'session.prepared': {
    number: string;
    organisation: string;
    conversationId: string;
    owner: OwnerData;
    subject: string;
  };
  'session.started': {
    number: string;
    organisation: string;
    conversationId: string;
    owner: OwnerData;
    /** What for, in the CSR's words; shown to the customer before they join. */
    subject: string;
  };
  'session.ended': { reason: 'ended' | 'reported' };
  'session.reported': { inviteId: string };
  'invite.created': { inviteId: string; expiresAt: number; codeExpiresAt: number };
  'invite.revoked': { inviteId: string };
  'invite.used': { inviteId: string; participantId: string };
  'invite.refused': { inviteId: string; reason: 'used' | 'expired' | 'revoked' };
  'participant.arrived': { participantId: string; name: string; inviteId: string; language: string };
  'participant.admitted': { participantId: string; role: 'primary' | 'secondary' };
  'participant.declined': { participantId: string };
  'participant.left': { participantId: string };
  'participant.promoted': { participantId: string };
  'csr.keyPresented': { participantId: string; key: string; thumbprint: string };
  /** A CSR asks the customer to start the agent on the computer; the page leads through it. */
  'agent.suggested': { participantId: string };
  'device.attached': {
    deviceId: string;
    participantId: string;
    kind: DeviceKind;
    name: string;
    /** Public key: JWK (EC P-256) as canonical JSON. */
    key: string;
    can: readonly Capability[];
  };
  'device.detached': { deviceId: string; reason: 'left' | 'replaced' | 'lost' | 'stopped' };
  'grant.requested': {
    requestId: string;
    deviceId: string;
    capability: Capability;
    csrId: string;
    minutes: number | null;
    expiresAt: number;
  };
  'grant.withdrawn': { requestId: string };
  /** Somebody asked that a grant stop; it is over when the device has reported `grant.ended`. */
  'grant.stopAsked': { grantId: string };
}

export interface OwnerData {
  participantId: string;
  accountId: string;
  name: string;
}

export type SessionEventType = keyof SessionEventData;
export type NewSessionEvent = EventsOf<SessionEventData>;
export type SessionEvent = PlacedOf<SessionEventData>;

/** The current version of each event type; every release's golden log must keep folding. */
export const SESSION_EVENT_VERSION = 1;
