import { refuse } from '../shared/refusal';
import type { SessionCommand } from './commands';
import { type DecideContext, happened, type SessionDecision } from './context';
import type { SessionState } from './state';
import { afterFact } from './stopping';

type DeviceCommand = Extract<SessionCommand, { type: `device.${string}` }>;
type ReportCommand = Extract<SessionCommand, { type: 'device.report' }>;

/**
 * An admitted customer's device is never refused its facts: what happened, happened, also late or against the rules.
 * Only the device's own numbering is kept without gaps; a repeat changes nothing.
 */
const report = (state: SessionState, { data }: ReportCommand, context: DecideContext): SessionDecision => {
  const device = state.devices[data.report.deviceId];
  if (!device) return refuse('DEVICE_UNKNOWN');
  // Who was never let in can have given nothing: there is no fact to tell (SEC-J5).
  if (state.participants[device.participantId]?.joinedSeq === undefined) return refuse('NOT_ADMITTED');
  if (data.report.seq <= device.reportSeq) return [];
  if (data.report.seq !== device.reportSeq + 1) return refuse('DEVICE_REPORT_GAP');
  const event = happened(context, data.fact.type, data.fact.data);
  const signed = { ...event, deviceAt: data.deviceAt, report: data.report };
  // What follows is the server's own wish, not the device's word.
  return [signed, ...afterFact(state, data.fact, { ...context, actor: { kind: 'system' } })];
};

/** Devices of customers: attaching, going, and their signed reports. */
export const decideDevices = (
  state: SessionState,
  command: DeviceCommand,
  context: DecideContext,
): SessionDecision => {
  switch (command.type) {
    case 'device.report':
      return report(state, command, context);
    case 'device.attach': {
      const { data } = command;
      if (state.phase === 'ended') return refuse('SESSION_ENDED');
      const who = state.participants[data.participantId];
      if (!who || who.kind !== 'customer' || who.status === 'left' || who.status === 'declined') {
        return refuse('NOT_IN_SESSION');
      }
      const known = state.devices[data.deviceId];
      if (known && (known.key !== data.key || known.participantId !== who.id)) return refuse('KEY_CHANGED');
      if (known?.attached) return [];
      const older = Object.values(state.devices).filter(
        (d) => d.attached && d.participantId === who.id && d.kind === data.kind,
      );
      return [
        ...older.map((d) => happened(context, 'device.detached', { deviceId: d.id, reason: 'replaced' })),
        happened(context, 'device.attached', data),
      ];
    }
    case 'device.detach': {
      const device = state.devices[command.data.deviceId];
      if (!device) return refuse('DEVICE_UNKNOWN');
      return device.attached ? [happened(context, 'device.detached', command.data)] : [];
    }
  }
};
