import { saysWhatWasSigned } from '@relevo/contracts';
import {
  evolveSession,
  isHidden,
  type LogRecord,
  noSession,
  readRecord,
  type SessionEvent,
} from '@relevo/domain';
import { signedBy } from '../commands/device-signature';

export type ReportFault = 'unsigned' | 'wrong-signature' | 'not-what-was-signed';

export interface ReportsVerdict {
  readonly checked: number;
  readonly fault?: { readonly seq: number; readonly kind: ReportFault };
}

const REPORTED = /^(grant\.(given|denied|ended)|activity\.|device\.alarm)/;

/** Checks every device report of a session's log against the key with which its device attached. */
export const verifyReports = async (
  session: string,
  records: Iterable<LogRecord>,
): Promise<ReportsVerdict> => {
  let state = noSession(session);
  let checked = 0;
  for (const record of records) {
    const event = readRecord(record) as SessionEvent;
    state = evolveSession(state, event);
    if (isHidden(event) || !REPORTED.test(event.type)) continue;
    const fault = (kind: ReportFault): ReportsVerdict => ({ checked, fault: { seq: event.seq, kind } });
    if (!event.report) return fault('unsigned');
    const key = state.devices[event.report.deviceId]?.key ?? '';
    if (!(await signedBy(key, event.report.text, event.report.signature))) return fault('wrong-signature');
    if (!saysWhatWasSigned(session, event)) return fault('not-what-was-signed');
    checked += 1;
  }
  return { checked };
};
