import { saysWhatWasSigned } from '@relevo/contracts';
import type { SessionEvent, SessionState } from '@relevo/domain';

/** A text whose signature must be right before its event counts. */
export interface Claim {
  /** Canonical JWK of the key that must have signed. */
  readonly key: string;
  readonly text: string;
  readonly signature: string;
}

/**
 * What an event must pass before it is folded. `none` = nothing; `unproven` = what would prove it (its device's coming, or
 * an earlier report) has not been seen; `forged-report` = it is not what the device signed; `key-changed` = a device
 * comes back as another.
 */
export type Scrutiny = 'none' | 'unproven' | 'forged-report' | 'key-changed' | Claim;

/**
 * Judges an event of a session by what the log says so far. Reports must be of a device that attached, next in its
 * numbering, about this session and the same as the signed text; the signature itself is checked by the caller.
 */
export const scrutinise = (state: SessionState, event: SessionEvent): Scrutiny => {
  if (event.type === 'device.attached') {
    const known = state.devices[event.data.deviceId];
    const same = !known || (known.key === event.data.key && known.participantId === event.data.participantId);
    return same ? 'none' : 'key-changed';
  }
  const { report } = event;
  if (!report) return 'none';
  if (!saysWhatWasSigned(state.id, event)) return 'forged-report';
  const device = state.devices[report.deviceId];
  if (!device || report.seq > device.reportSeq + 1) return 'unproven';
  if (report.seq <= device.reportSeq) return 'forged-report';
  return { key: device.key, text: report.text, signature: report.signature };
};

/** Whether two claims are one, so that the proof of the first is the proof of the second. */
export const sameClaim = (one: Claim, other: Claim | undefined): boolean =>
  one.key === other?.key && one.text === other.text && one.signature === other.signature;
