import type { CommonEventData, EventsOf, PlacedOf } from '../log/event';
import type { Capability } from '../shared/capability';
import type { Labels } from '../site/start-lists';
import type { DeliveryChannel, DeliveryFailure } from './delivery';
import type { ExpertRight } from './expert';
import type { SurveyData } from './survey';

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
  'key-changed',
  'safety',
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
  'signed-out',
  'safety',
  'transferred',
  'promoted',
  'parked',
  'csr-left',
  'unseen',
  'replaced',
  'screen-closed',
  'device-stopped',
  'session-ended',
] as const;
export type GrantEndReason = (typeof GRANT_END_REASONS)[number];

/** What in the session made a grant end, when it was not a person's wish to stop just this one. */
export const STOP_CAUSES = [
  'transferred',
  'promoted',
  'parked',
  'csr-left',
  'unseen',
] as const satisfies readonly GrantEndReason[];
export type StopCause = (typeof STOP_CAUSES)[number];

/** Why a session was parked, when it was not its owner's wish. */
export const PARK_CAUSES = ['idle'] as const;
export type ParkCause = (typeof PARK_CAUSES)[number];

export const ALARM_KINDS = [
  'unknown-grant',
  'stale-message',
  'wrong-key',
  'codes-differ',
  'malformed',
  'server-claim',
  'rate',
  'flood',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** What somebody said about the safety code of one link: of which device with which CSR, under which key and certificates. */
export interface SafetyData {
  deviceId: string;
  csrId: string;
  /** RFC 7638 thumbprint of the CSR's key; the device's own stands in `device.attached`. */
  csrKey: string;
  fingerprints: Fingerprints;
}

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
    /** Somebody had control of this device before the answer: a program that they left there may have pressed (SEC-C13). */
    underControl?: true | undefined;
  };
  'grant.denied': { requestId: string; deviceId: string; reason: DenialReason };
  'grant.ended': { grantId: string; deviceId: string; reason: GrantEndReason };
  'activity.started': { grantId: string; deviceId: string; activity: 'screen' | 'control' };
  'activity.stopped': { grantId: string; deviceId: string; activity: 'screen' | 'control' };
  'device.alarm': { deviceId: string; kind: AlarmKind; count: number };
  /** The person in front of the device compared the codes and said that they match. */
  'safety.confirmed': SafetyData;
  /** They said that the codes differ: everything between the two has ended. */
  'safety.denied': SafetyData;
}
export type DeviceReportType = keyof DeviceReportData;

/** Everything that can happen in a session: type to data. A change of shape raises the version and adds an upcaster. */
export interface SessionEventData extends DeviceReportData, CommonEventData {
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
  /** What it is by the site's lists (W7), for those who work here: customers never read it. `by` = the API key that started it. */
  'session.labelled': Labels & { by: string | null };
  /** Whom the CSR expects, before anybody has come; '' = nobody any more. Customers never read it. */
  'customer.expected': { name: string };
  'session.ended': { reason: 'ended' | 'reported' };
  /**
   * Put aside by its owner, or by the server because nothing happened (`cause`): nothing runs, and the customer comes back by the
   * same link.
   */
  'session.parked': { cause?: ParkCause | undefined };
  /** Nothing has happened since then: it will be parked. Customers never read it. */
  'session.idleWarned': { since: number; parksAt: number };
  /** The warning is over: a CSR says that the session is needed, or the server that something has happened. Customers never read it. */
  'session.kept': Record<string, never>;
  'session.resumed': Record<string, never>;
  'session.reported': { inviteId: string };
  'invite.created': {
    inviteId: string;
    expiresAt: number;
    codeExpiresAt: number;
    /** For a colleague instead of a customer. */
    csr?: InvitedCsr | undefined;
  };
  'invite.revoked': { inviteId: string };
  /** A colleague does not come. */
  'invite.declined': { inviteId: string };
  'invite.used': { inviteId: string; participantId: string };
  /** Its link goes to an address, by a job (W11). Customers never read of it; the address can be erased. */
  'invite.sending': { inviteId: string; deliveryId: string; channel: DeliveryChannel; to: string };
  'invite.sent': { inviteId: string; deliveryId: string };
  'invite.sendingFailed': { inviteId: string; deliveryId: string; failure: DeliveryFailure };
  'invite.refused': { inviteId: string; reason: 'used' | 'expired' | 'revoked' };
  'participant.arrived': { participantId: string; name: string; inviteId: string; language: string };
  'participant.admitted': { participantId: string; role: 'primary' | 'secondary' };
  'participant.declined': { participantId: string };
  /** Of their own accord; an outside expert also by the owner, who is the actor then. */
  'participant.left': { participantId: string };
  'participant.promoted': { participantId: string };
  /** A CSR came in: asked by a colleague, by a link, or as a supervisor of their own accord (`inviteId` null). */
  'csr.joined': {
    participantId: string;
    accountId: string;
    name: string;
    inviteId: string | null;
    supervisor: boolean;
    /** From outside, as the guest of this participant, with no more than these rights. */
    expert?: { by: string; rights: readonly ExpertRight[] } | undefined;
  };
  /** The session has another owner (W41); `takeover` = by a supervisor, because the owner was lost. */
  'control.transferred': { from: string; to: string; how: 'transfer' | 'takeover' };
  /** Why, for those who work here: customers never read it. */
  'control.explained': { reason: string };
  /** A version of the notes, for those who work here: customers never read it (W36). `base` = the version it was written on. */
  'note.saved': { base: number; text: string };
  /** A customer says how well it was solved; changed by another one (W46). Other customers never read it. */
  'survey.answered': SurveyData & { participantId: string };
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
  /** The CSR's own word about the same; whoever sits in between could say it too. */
  'safety.csrConfirmed': SafetyData;
  'safety.csrDenied': SafetyData;
  /** Somebody asked that a grant stop; it is over when the device has reported `grant.ended`. */
  'grant.stopAsked': { grantId: string; cause?: StopCause | undefined };
}

/**
 * Whom an invite for a colleague is for; `accountId` null = whoever signs in with its link. With `expert` it is for somebody from
 * outside, who needs no account and gets these rights.
 */
export interface InvitedCsr {
  accountId: string | null;
  name: string;
  expert?: readonly ExpertRight[] | undefined;
}

export interface OwnerData {
  participantId: string;
  accountId: string;
  name: string;
}

export type SessionEventType = keyof SessionEventData;
export type NewSessionEvent = EventsOf<SessionEventData>;
export type SessionEvent = PlacedOf<SessionEventData>;
