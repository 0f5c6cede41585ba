import { ALARM_KINDS, DENIAL_REASONS, type DeviceReportData, GRANT_END_REASONS } from '@relevo/domain';
import { z } from 'zod';
import { capability, id, sha256Hex, thumbprint, timestamp } from './primitives';

const activity = z.strictObject({ grantId: id, deviceId: id, activity: z.enum(['screen', 'control']) });

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
  }),
  'grant.denied': z.strictObject({ requestId: id, deviceId: id, reason: z.enum(DENIAL_REASONS) }),
  'grant.ended': z.strictObject({ grantId: id, deviceId: id, reason: z.enum(GRANT_END_REASONS) }),
  'activity.started': activity,
  'activity.stopped': activity,
  'device.alarm': z.strictObject({
    deviceId: id,
    kind: z.enum(ALARM_KINDS),
    count: z.int().positive().max(1_000_000),
  }),
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
]);
export type DeviceReportText = z.infer<typeof deviceReportText>;
