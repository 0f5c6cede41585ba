import type { NoteVersion } from '../note/note';
import type { Capability } from '../shared/capability';
import type { Labels } from '../site/start-lists';
import type { InviteDelivery } from './delivery';
import type { DenialReason, DeviceKind, GrantEndReason, InvitedCsr, ParkCause } from './events';
import type { ExpertPart } from './expert';
import type { SurveyAnswer } from './survey';

export type SessionPhase = 'none' | 'prepared' | 'open' | 'parked' | 'ended';
export type Role = 'owner' | 'assistant' | 'primary' | 'secondary';
export type ParticipantStatus = 'waiting' | 'joined' | 'left' | 'declined';

export interface Participant {
  readonly id: string;
  readonly kind: 'csr' | 'customer';
  readonly role: Role;
  readonly status: ParticipantStatus;
  readonly name: string;
  readonly accountId?: string;
  readonly inviteId?: string;
  readonly language?: string;
  /** Sequence number of the admission; orders the customers by how long they have been here. */
  readonly joinedSeq?: number;
  /** Sequence number of their going: what came after is not theirs to read. */
  readonly leftSeq?: number | undefined;
  /** When they went, ms since the epoch. */
  readonly leftAt?: number | undefined;
  /** A CSR whose account is a supervisor's. */
  readonly supervisor?: boolean;
  /** A CSR from outside, for this session alone. */
  readonly expert?: ExpertPart | undefined;
  readonly arrivedAt: number;
  readonly joinedAt?: number;
  /** Public key (canonical JWK) and thumbprint that a CSR showed for peer links. */
  readonly key?: string;
  readonly keyThumbprint?: string;
}

export interface Invite {
  readonly id: string;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly codeExpiresAt: number;
  readonly status: 'open' | 'used' | 'revoked' | 'declined';
  /** For a colleague instead of a customer. */
  readonly csr?: InvitedCsr | undefined;
  readonly usedBy?: string;
  /** Where its link was sent, in that order. */
  readonly deliveries?: readonly InviteDelivery[];
  /** How often somebody tried it after it was of no more use. */
  readonly refusals: number;
}

export interface Device {
  readonly id: string;
  readonly participantId: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly key: string;
  readonly can: readonly Capability[];
  readonly attached: boolean;
  readonly attachedAt: number;
  /** Sequence number of the device's last report. */
  readonly reportSeq: number;
  readonly alarms: number;
}

export interface GrantRequest {
  readonly id: string;
  readonly deviceId: string;
  readonly capability: Capability;
  readonly csrId: string;
  readonly minutes: number | null;
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly status: 'pending' | 'withdrawn' | 'given' | 'denied';
  readonly denial?: DenialReason;
}

export interface Grant {
  readonly id: string;
  readonly requestId: string;
  readonly deviceId: string;
  readonly capability: Capability;
  readonly csrId: string;
  readonly csrKey: string;
  readonly since: number;
  readonly until: number | null;
  /** `stopping`: somebody asked to stop, the device has not reported yet. */
  readonly status: 'given' | 'stopping' | 'ended';
  readonly endReason?: GrantEndReason;
  readonly active: boolean;
}

/** What was said about the safety code of a device with a CSR, under the key that the CSR used last. */
export interface Safety {
  readonly csrKey: string;
  readonly said: { readonly device?: boolean; readonly csr?: boolean };
  /** Somebody said that the codes differ; nothing takes that back. */
  readonly denied: boolean;
}

/** Nothing has happened since then, ms since the epoch: it is parked at `parksAt`. */
export interface IdleWarning {
  readonly since: number;
  readonly parksAt: number;
}

/** A session, folded from its log. Missing keys mean "never happened". */
export interface SessionState {
  readonly id: string;
  /** Sequence number of the last event folded. */
  readonly version: number;
  readonly phase: SessionPhase;
  readonly number: string;
  readonly organisation: string;
  readonly subject: string;
  readonly conversationId: string;
  /** What it is by the site's lists; `by` = the API key that started it in its owner's name. */
  readonly labels?: Labels & { readonly by: string | null };
  /** Whom the CSR expects; '' = nobody. */
  readonly expectedCustomer?: string;
  readonly startedAt?: number;
  /** While it is parked: since when, ms since the epoch. */
  readonly parkedAt?: number | undefined;
  /** Why it is parked; absent = its owner wanted it. */
  readonly parkedBecause?: ParkCause | undefined;
  /** It is about to be parked because nothing happens; whatever happens ends that. */
  readonly idle?: IdleWarning | undefined;
  readonly endedAt?: number;
  readonly endReason?: 'ended' | 'reported';
  readonly participants: Readonly<Record<string, Participant>>;
  readonly invites: Readonly<Record<string, Invite>>;
  /** When the customer was last asked to start the agent, ms since the epoch. */
  readonly agentSuggestedAt?: number;
  readonly devices: Readonly<Record<string, Device>>;
  readonly requests: Readonly<Record<string, GrantRequest>>;
  readonly grants: Readonly<Record<string, Grant>>;
  /** The newest version of the notes; the older ones stand in the log. */
  readonly note?: NoteVersion;
  /** What customers said at the end, by participant. */
  readonly surveys?: Readonly<Record<string, SurveyAnswer>>;
  /** By `safetyPlace`. */
  readonly safety: Readonly<Record<string, Safety>>;
}

/** The state of a session of which nothing is known. */
export const noSession = (id: string): SessionState => ({
  id,
  version: 0,
  phase: 'none',
  number: '',
  organisation: '',
  subject: '',
  conversationId: '',
  participants: {},
  invites: {},
  devices: {},
  requests: {},
  grants: {},
  safety: {},
});
