import { deviceReportData, saysWhatWasSigned } from '@relevo/contracts';
import {
  evolveSession,
  isHidden,
  type LogRecord,
  noSession,
  readRecord,
  type SessionEvent,
} from '@relevo/domain';
import { signedBy } from '../commands/device-signature';

export interface ReportsVerdict {
  readonly checked: number;
  /** Number of the first fact that its device did not sign. */
  readonly forged?: number;
}

/**
 * Checks every device report of a session's log against the key with which its device attached, and that none of a device's
 * own numbering is missing or there twice: what a device signed is never erased.
 */
export const verifyReports = async (
  session: string,
  records: Iterable<LogRecord>,
): Promise<ReportsVerdict> => {
  let state = noSession(session);
  let checked = 0;
  for (const record of records) {
    const event = readRecord(record) as SessionEvent;
    const { devices } = state;
    state = evolveSession(state, event);
    if (isHidden(event) || !(event.type in deviceReportData)) continue;
    const { report } = event;
    const key = state.devices[report?.deviceId ?? '']?.key ?? '';
    const next = report?.seq === (devices[report?.deviceId ?? '']?.reportSeq ?? 0) + 1;
    const signed = report && (await signedBy(key, report.text, report.signature));
    if (!next || !signed || !saysWhatWasSigned(session, event)) return { checked, forged: event.seq };
    checked += 1;
  }
  return { checked };
};
