import { type DeviceReportText, deviceReportText } from '@relevo/contracts';
import type { DeviceReport, SessionCommand, SessionState, SignedReport } from '@relevo/domain';
import { ApiError } from '../../platform/errors/api-error';
import { signedBy } from './device-signature';

type ReportCommand = Extract<SessionCommand, { type: 'device.report' }>;

const parse = (text: string): DeviceReportText => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ApiError('BAD_REQUEST', 'the report is not JSON');
  }
  const result = deviceReportText.safeParse(parsed);
  if (result.success) return result.data;
  throw new ApiError('BAD_REQUEST', 'the report does not fit the contract', {
    issues: result.error.issues
      .slice(0, 20)
      .map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  });
};

/**
 * Proves a device's report: what it signed says the same as the envelope and is about this session, and the signature is
 * that of the key with which the device attached.
 * @throws ApiError BAD_REQUEST, DEVICE_UNKNOWN, SIGNATURE_WRONG
 */
export const proveReport = async (session: SessionState, report: SignedReport): Promise<ReportCommand> => {
  const text = parse(report.text);
  if (
    text.sessionId !== session.id ||
    text.deviceId !== report.deviceId ||
    text.data.deviceId !== report.deviceId ||
    text.seq !== report.seq
  ) {
    throw new ApiError('BAD_REQUEST', 'the report is signed for another place');
  }
  const device = session.devices[report.deviceId];
  if (!device) throw new ApiError('DEVICE_UNKNOWN');
  if (!(await signedBy(device.key, report.text, report.signature))) throw new ApiError('SIGNATURE_WRONG');
  const fact = { type: text.type, data: text.data } as DeviceReport;
  return { type: 'device.report', data: { report, deviceAt: text.at, fact } };
};
