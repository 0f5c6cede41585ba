import type { SignedReport } from '../log/event';
import type { Capability } from '../shared/capability';
import type { LabelChoice } from '../site/start-lists';
import type { DeliveryChannel, DeliveryFailure } from './delivery';
import type {
  DeviceKind,
  DeviceReportData,
  DeviceReportType,
  InvitedCsr,
  OwnerData,
  SafetyData,
} from './events';
import type { SurveyData } from './survey';

/** Requests about a session: type to data. Those marked (server) are never taken from a socket or from REST as they are. */
export interface SessionCommandData {
  /** (server) Prepares a session before it starts: its link can be made, nobody can enter (W2). */
  'session.prepare': Beginning;
  /** (server) Starts a session for a signed-in CSR. */
  'session.start': Beginning;
  /** What kind of session it is, for reports, and whom the CSR expects (W7). */
  'session.label': LabelChoice;
  /** `note` is saved with the end, or nothing ends (W46). */
  'session.end': { note?: NoteData | undefined };
  'session.park': Record<string, never>;
  /** Says that a quiet session is still needed; what it does not need is no matter. */
  'session.keep': Record<string, never>;
  'session.resume': Record<string, never>;
  /** (server) Looks whether nothing has happened for so long that the session is warned of, parked, or ended. */
  'session.checkIdle': { lastActivityAt: number };
  /** (server) A holder of the token says that the call was unexpected: ends and reports. */
  'session.report': { inviteId: string };
  /** (server) The secret parts are made and kept outside the log. */
  'invite.create': { inviteId: string; minutes: number | null; csr?: InvitedCsr | undefined };
  /** (server) The colleague who was asked says no. */
  'invite.decline': { inviteId: string; accountId: string };
  'invite.revoke': { inviteId: string };
  /** (server) The work itself is a job of the same transaction. */
  'invite.send': { inviteId: string; deliveryId: string; channel: DeliveryChannel; to: string };
  /** (server) What became of it; null = it was taken by the mail server or the provider. */
  'invite.sendEnded': { inviteId: string; deliveryId: string; failure: DeliveryFailure | null };
  /** (server) Redeems an invite with its proven token or code. */
  'participant.join': { inviteId: string; participantId: string; name: string; language: string };
  'participant.admit': { participantId: string };
  'participant.decline': { participantId: string };
  'participant.leave': Record<string, never>;
  /** Makes another customer the primary one (W13). */
  'participant.promote': { participantId: string };
  /** (server) A signed-in CSR comes in: by an invite for them, or as a supervisor without one. */
  'csr.join': ComingCsr & { inviteId: string | null };
  /** (server) Somebody from outside comes in by the link that was made for them. */
  'expert.join': { inviteId: string; participantId: string; accountId: string; name: string };
  /** Sends an outside expert out of the session. */
  'expert.remove': { participantId: string };
  /** Hands the session over to a CSR who is in it (W41). */
  'control.transfer': { participantId: string; reason: string };
  /** (server) A supervisor takes over the session of an owner who is lost, coming in if need be. */
  'control.takeOver': ComingCsr & { reason: string };
  /** Saves a version of the notes on the version that its writer knows (W36). */
  'note.save': NoteData;
  'survey.answer': SurveyData;
  'csr.presentKey': { key: string; thumbprint: string };
  /** (server) A sign-in of this account ended: what no other sign-in's key holds must stop. */
  'csr.signedOut': { accountId: string; keys: readonly string[] };
  'agent.suggest': Record<string, never>;
  /** (server) Attaches a device with a proven credential or code. */
  'device.attach': {
    deviceId: string;
    participantId: string;
    kind: DeviceKind;
    name: string;
    key: string;
    can: readonly Capability[];
  };
  /** (server) The device has been silent for too long, or said goodbye. */
  'device.detach': { deviceId: string; reason: 'lost' | 'stopped' };
  /** A device's own signed facts; the signature is proven before the domain sees them. */
  'device.report': { report: SignedReport; deviceAt: number; fact: DeviceReport };
  'grant.request': {
    requestId: string;
    capability: Capability;
    minutes: number | null;
    participantId: string | null;
  };
  'grant.withdraw': { requestId: string };
  'grant.stop': { grantId: string };
  /** The CSR compared the safety codes with the person in front of the device. */
  'safety.confirm': Omit<SafetyData, 'csrId'>;
  'safety.deny': Omit<SafetyData, 'csrId'>;
}

export interface Beginning {
  number: string;
  conversationId: string;
  owner: OwnerData;
  subject: string;
  /** What it is by the site's lists; chosen once, when the session is prepared or started. */
  labels?: LabelChoice | undefined;
  /** Name of the API key that starts it in its owner's name. */
  by?: string | undefined;
}

/** A text for the notes, and the version that it was written on; 0 = on nothing. */
export interface NoteData {
  base: number;
  text: string;
}

/** A CSR at the door, proven by their sign-in. `participantId` is fresh; who was here before is the same as then. */
export interface ComingCsr {
  participantId: string;
  accountId: string;
  name: string;
  supervisor: boolean;
}

export type DeviceReport = {
  [Type in DeviceReportType]: { readonly type: Type; readonly data: DeviceReportData[Type] };
}[DeviceReportType];

export type SessionCommandType = keyof SessionCommandData;

export type SessionCommand = {
  [Type in SessionCommandType]: { readonly type: Type; readonly data: SessionCommandData[Type] };
}[SessionCommandType];

/** What people ask for with a button; `abilities` answers for each of these. */
export const ABILITY_COMMANDS = [
  'session.end',
  'session.park',
  'session.keep',
  'session.resume',
  'session.label',
  'invite.create',
  'invite.revoke',
  'expert.invite',
  'expert.remove',
  'participant.admit',
  'participant.decline',
  'participant.leave',
  'participant.promote',
  'control.transfer',
  'control.takeOver',
  'agent.suggest',
  'screen.view',
  'input.control',
  'grant.withdraw',
  'grant.stop',
  'message.post',
  'note.save',
] as const;
export type AbilityCommand = (typeof ABILITY_COMMANDS)[number];
