import {
  ALARM_KINDS,
  DENIAL_REASONS,
  type DeviceReportData,
  GRANT_END_REASONS,
  MAX_ALARM_COUNT,
  type NewEvent,
  type SignedReport,
} from '@relevo/domain';
import { z } from 'zod';
import { base64url, capability, id, sha256Hex, thumbprint, timestamp } from './primitives';

const activity = z.strictObject({ grantId: id, deviceId: id, activity: z.enum(['screen', 'control']) });

/** Which link a word about the safety code is about. */
export const safetyData = z.strictObject({
  deviceId: id,
  csrId: id,
  csrKey: thumbprint,
  fingerprints: z.strictObject({ device: sha256Hex, csr: sha256Hex }),
});

/** The facts that a device may sign. */
export const deviceReportData = {
  'grant.given': z.strictObject({
    grantId: id,
    requestId: id,
    deviceId: id,
    capability,
    csrId: id,
    csrKey: thumbprint,
    fingerprints: z.strictObject({ device: sha256Hex, csr: sha256Hex }),
    until: timestamp.nullable(),
    wordsHash: sha256Hex,
    words: z.string().max(4000),
    nonce: z.string().max(64),
    underControl: z.literal(true).optional(),
  }),
  'grant.denied': z.strictObject({ requestId: id, deviceId: id, reason: z.enum(DENIAL_REASONS) }),
  'grant.ended': z.strictObject({ grantId: id, deviceId: id, reason: z.enum(GRANT_END_REASONS) }),
  'activity.started': activity,
  'activity.stopped': activity,
  'device.alarm': z.strictObject({
    deviceId: id,
    kind: z.enum(ALARM_KINDS),
    count: z.int().positive().max(MAX_ALARM_COUNT),
  }),
  'safety.confirmed': safetyData,
  'safety.denied': safetyData,
} satisfies { [Type in keyof DeviceReportData]: z.ZodType<DeviceReportData[Type]> };

const reportOf = <Type extends keyof DeviceReportData>(type: Type) =>
  z.strictObject({
    v: z.literal(1),
    sessionId: id,
    deviceId: id,
    /** The device's own numbering, from 1 without gaps. */
    seq: z.int().positive(),
    /** Device time, ms since the epoch. */
    at: timestamp,
    type: z.literal(type),
    data: deviceReportData[type],
  });

/** What stands in the signed text of a report: ECDSA P-256 with SHA-256 over its UTF-8 bytes (IEEE P1363 form, base64url). */
export const deviceReportText = z.discriminatedUnion('type', [
  reportOf('grant.given'),
  reportOf('grant.denied'),
  reportOf('grant.ended'),
  reportOf('activity.started'),
  reportOf('activity.stopped'),
  reportOf('device.alarm'),
  reportOf('safety.confirmed'),
  reportOf('safety.denied'),
]);
export type DeviceReportText = z.infer<typeof deviceReportText>;

/** A signed text on its way, and as it stands in the log beside the event that it proves. */
export const signedReport = z.strictObject({
  deviceId: id,
  seq: z.int().positive(),
  text: z.string().max(16_384),
  signature: base64url,
}) satisfies z.ZodType<SignedReport>;

/** Whether the signed text of an event's report says what the event says, about this session; the signature is another matter. */
export const saysWhatWasSigned = (sessionId: string, { type, deviceAt, data, report }: NewEvent): boolean => {
  let raw: unknown;
  try {
    raw = JSON.parse(report?.text ?? '');
  } catch {
    return false;
  }
  const text = deviceReportText.safeParse(raw);
  return (
    text.success &&
    text.data.sessionId === sessionId &&
    text.data.type === type &&
    text.data.at === deviceAt &&
    text.data.seq === report?.seq &&
    text.data.deviceId === report.deviceId &&
    text.data.data.deviceId === report.deviceId &&
    JSON.stringify(text.data.data) === JSON.stringify(data)
  );
};
