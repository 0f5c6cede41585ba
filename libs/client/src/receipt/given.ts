import { type DeviceReportText, deviceReportText, type Receipt, type ReceiptGrant } from '@relevo/contracts';
import type { SignedReport } from '@relevo/domain';
import { readAs } from '../read-json';

/** Names by id, as far as they are known. */
export interface Names {
  readonly person: (id: string) => string;
  readonly device: (id: string) => string;
}

/** The fact that a device signed; undefined when it is none, or not about this session and device. */
export const factOf = (
  sessionId: string,
  { deviceId, seq, text }: SignedReport,
): DeviceReportText | undefined => {
  const fact = readAs(deviceReportText, text);
  const same = fact?.sessionId === sessionId && fact.deviceId === deviceId && fact.seq === seq;
  return same ? fact : undefined;
};

/** What was given and when it ended, by the devices' own signed words alone. */
export const givenBy = (
  { sessionId, reports }: Pick<Receipt, 'sessionId' | 'reports'>,
  names: Names,
): ReceiptGrant[] => {
  const facts = reports.flatMap((report) => factOf(sessionId, report) ?? []);
  return facts.flatMap((fact) => {
    if (fact.type !== 'grant.given') return [];
    const { grantId, capability, csrId, csrKey, deviceId } = fact.data;
    const end = facts.find(
      (other): other is Extract<DeviceReportText, { type: 'grant.ended' }> =>
        other.type === 'grant.ended' && other.deviceId === deviceId && other.data.grantId === grantId,
    );
    return [
      {
        grantId,
        capability,
        csrId,
        csr: names.person(csrId),
        csrKey,
        deviceId,
        device: names.device(deviceId),
        from: fact.at,
        to: end?.at ?? null,
        why: end?.data.reason ?? null,
      },
    ];
  });
};
