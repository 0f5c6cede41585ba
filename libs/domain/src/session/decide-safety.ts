import { safetyPlace } from '../safety/standing';
import { refuse } from '../shared/refusal';
import type { SessionCommand } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import type { SessionState } from './state';

type SafetyCommand = Extract<SessionCommand, { type: `safety.${string}` }>;

/** What a CSR says about the safety code. The customer's side says it by a signed report, which is never refused. */
export const decideSafety = (
  state: SessionState,
  { type, data }: SafetyCommand,
  context: DecideContext,
): SessionDecision => {
  const who = state.participants[asker(context)];
  if (!who || who.status !== 'joined') return refuse('NOT_IN_SESSION');
  if (who.kind !== 'csr') return refuse('CSR_ONLY');
  if (state.phase === 'ended') return refuse('SESSION_ENDED');
  if (!state.devices[data.deviceId]) return refuse('DEVICE_UNKNOWN');
  // Words about a key that this CSR does not show are about somebody else.
  if (who.keyThumbprint !== data.csrKey) return refuse('KEY_CHANGED');
  const matches = type === 'safety.confirm';
  const known = state.safety[safetyPlace(data.deviceId, who.id)];
  if (known?.csrKey === data.csrKey && known.said.csr === matches) return [];
  if (matches && known?.denied) return refuse('CODES_DIFFER');
  return [
    happened(context, matches ? 'safety.csrConfirmed' : 'safety.csrDenied', { ...data, csrId: who.id }),
  ];
};
