import { z } from 'zod';
import {
  capability,
  id,
  inviteToken,
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
  name: personName,
  key: publicKey,
  can: z.array(capability).max(10),
});
export type NewDevice = z.infer<typeof newDevice>;

export const joinBody = z
  .strictObject({ proof: inviteProof, participantId: id, name: personName, language, device: newDevice })
  .meta({ id: 'Join' });

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

export const deviceCodeView = z
  .strictObject({ code: z.string().regex(/^[0-9]{9}$/), link: z.string(), expiresAt: timestamp })
  .meta({ id: 'DeviceCode' });
export type DeviceCodeView = z.infer<typeof deviceCodeView>;

export const deviceCodeBody = z.strictObject({ code: spokenCode }).meta({ id: 'DevicePreviewRequest' });

/** What the agent shows before it attaches. */
export const devicePreview = z
  .strictObject({ organisation: z.string(), csrName: z.string(), customerName: z.string() })
  .meta({ id: 'DevicePreview' });
export type DevicePreview = z.infer<typeof devicePreview>;

export const attachBody = z
  .strictObject({ code: spokenCode, device: newDevice })
  .meta({ id: 'AttachDevice' });

export const socketTicket = z
  .strictObject({ ticket: z.string(), expiresAt: timestamp })
  .meta({ id: 'SocketTicket' });
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
