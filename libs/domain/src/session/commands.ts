import type { SignedReport } from '../log/event';
import type { Capability } from '../shared/capability';
import type { DeviceKind, DeviceReportData, DeviceReportType, OwnerData } from './events';

/** Requests about a session: type to data. Those marked (server) are never taken from a socket or from REST as they are. */
export interface SessionCommandData {
  /** (server) Prepares a session before it starts: its link can be made, nobody can enter (W2). */
  'session.prepare': { number: string; conversationId: string; owner: OwnerData; subject: string };
  /** (server) Starts a session for a signed-in CSR. */
  'session.start': { number: string; conversationId: string; owner: OwnerData; subject: string };
  'session.end': Record<string, never>;
  /** (server) A holder of the token says that the call was unexpected: ends and reports. */
  'session.report': { inviteId: string };
  /** (server) The secret parts are made and kept outside the log. */
  'invite.create': { inviteId: string; minutes: number | null };
  'invite.revoke': { inviteId: string };
  /** (server) Redeems an invite with its proven token or code. */
  'participant.join': { inviteId: string; participantId: string; name: string; language: string };
  'participant.admit': { participantId: string };
  'participant.decline': { participantId: string };
  'participant.leave': Record<string, never>;
  'csr.presentKey': { key: string; thumbprint: string };
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
  'invite.create',
  'invite.revoke',
  'participant.admit',
  'participant.decline',
  'participant.leave',
  'agent.suggest',
  'screen.view',
  'input.control',
  'grant.withdraw',
  'grant.stop',
  'message.post',
] as const;
export type AbilityCommand = (typeof ABILITY_COMMANDS)[number];
