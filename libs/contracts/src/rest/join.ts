import { z } from 'zod';
import {
  base64url,
  capability,
  id,
  inviteToken,
  keptName,
  language,
  personName,
  publicKey,
  spokenCode,
  timestamp,
} from '../primitives';

/** What a customer holds: the token of a link, or the code that was read out. */
export const inviteProof = z.union([
  z.strictObject({ token: inviteToken }),
  z.strictObject({ code: spokenCode }),
]);
export type InviteProof = z.infer<typeof inviteProof>;

export const previewBody = z.strictObject({ proof: inviteProof }).meta({ id: 'InvitePreviewRequest' });

/** Who is calling: shown before anything is joined. */
export const invitePreview = z
  .strictObject({ organisation: z.string(), csrName: z.string(), subject: z.string(), expiresAt: timestamp })
  .meta({ id: 'InvitePreview' });
export type InvitePreview = z.infer<typeof invitePreview>;

/** A device introduces itself with its public key; the private one never leaves it. */
export const newDevice = z.strictObject({
  deviceId: id,
  kind: z.enum(['page', 'machine']),
  name: keptName,
  key: publicKey,
  can: z.array(capability).max(10),
});
export type NewDevice = z.infer<typeof newDevice>;

/**
 * A join is the same again, and may be repeated when its answer was lost, when everything that is signed is the same.
 * The signature is by the device's key over `joinTranscript`: ECDSA P-256 with SHA-256, IEEE P1363 form, base64url.
 */
export const joinBody = z
  .strictObject({
    proof: inviteProof,
    participantId: id,
    name: personName,
    language,
    device: newDevice,
    signature: base64url,
  })
  .meta({ id: 'Join' });
export type JoinBody = z.input<typeof joinBody>;

/** The words that a device signs to join. `proof` is as the contract reads it: a code without spaces. */
export const joinTranscript = (parts: {
  proof: InviteProof;
  participantId: string;
  deviceId: string;
  key: string;
}): string =>
  JSON.stringify([
    'relevo-join-1',
    'token' in parts.proof ? parts.proof.token : parts.proof.code,
    parts.participantId,
    parts.deviceId,
    parts.key,
  ]);

/** A device's way back in: presented as `Authorization: Bearer`. */
export const deviceCredential = z
  .strictObject({
    credential: z.string(),
    sessionId: id,
    conversationId: id,
    participantId: id,
    deviceId: id,
  })
  .meta({ id: 'DeviceCredential' });
export type DeviceCredential = z.infer<typeof deviceCredential>;

export const reportBody = z.strictObject({ proof: inviteProof }).meta({ id: 'ReportCall' });

/** SHA-256 of a certificate: 64 hexadecimal digits, with colons between pairs or without. */
export const certificatePin = z
  .string()
  .transform((text) => text.replaceAll(':', '').toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{64}$/));

export const deviceCodeView = z
  .strictObject({
    code: z.string().regex(/^[0-9]{9}$/),
    link: z.string(),
    expiresAt: timestamp,
    /** SHA-256 of the server's certificate when nobody but itself vouches for it: the agent must be told. */
    certificate: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  })
  .meta({ id: 'DeviceCode' });
export type DeviceCodeView = z.infer<typeof deviceCodeView>;

export const deviceCodeBody = z.strictObject({ code: spokenCode }).meta({ id: 'DevicePreviewRequest' });

/** What the agent shows before it attaches. */
export const devicePreview = z
  .strictObject({ organisation: z.string(), csrName: z.string(), customerName: z.string() })
  .meta({ id: 'DevicePreview' });
export type DevicePreview = z.infer<typeof devicePreview>;

/** Repeatable like a join; the signature is over `attachTranscript`. */
export const attachBody = z
  .strictObject({ code: spokenCode, device: newDevice, signature: base64url })
  .meta({ id: 'AttachDevice' });
export type AttachBody = z.input<typeof attachBody>;

/** The words that a device signs to attach. `code` is as the contract reads it: without spaces. */
export const attachTranscript = (parts: { code: string; deviceId: string; key: string }): string =>
  JSON.stringify(['relevo-attach-1', parts.code, parts.deviceId, parts.key]);

export const socketTicket = z
  .strictObject({ ticket: z.string(), expiresAt: timestamp })
  .meta({ id: 'SocketTicket' });
/** Sign-ins to TURN servers are made for one session. */
export const iceServersQuery = z.object({ session: id });
export const iceServers = z
  .strictObject({
    iceServers: z.array(
      z.strictObject({
        urls: z.array(z.string()),
        username: z.string().optional(),
        credential: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'IceServers' });
export type IceServers = z.infer<typeof iceServers>;
/** Where STUN and TURN servers are, without a sign-in: enough to see whether they can be reached. */
export const iceUrls = z.strictObject({ urls: z.array(z.string()) }).meta({ id: 'IceUrls' });
export type IceUrls = z.infer<typeof iceUrls>;
