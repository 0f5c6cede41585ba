import type { DevicePrincipal } from '../platform/principal';
import type { Queryable } from '../streams/log/log.queries';

export interface NewCredential extends Omit<DevicePrincipal, 'kind'> {
  readonly credentialHash: Buffer;
  readonly entranceHash: Buffer;
  readonly now: number;
}

/** Where a device comes in. */
export type Entrance = Pick<DevicePrincipal, 'sessionId' | 'conversationId' | 'participantId'>;

/** Keeps the credential of a device that was attached in the same transaction. */
export const insertCredential = async (db: Queryable, device: NewCredential): Promise<void> => {
  await db.query({
    text: `INSERT INTO device_credentials
      (device_id, session_id, conversation_id, participant_id, kind, credential_hash, entrance_hash, attached, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, true, $8)`,
    values: [
      device.deviceId,
      device.sessionId,
      device.conversationId,
      device.participantId,
      device.deviceKind,
      device.credentialHash,
      device.entranceHash,
      new Date(device.now),
    ],
  });
};

/** Gives a device another credential, if it came in by these words and has a part still; its place then. */
export const replaceCredential = async (
  db: Queryable,
  deviceId: string,
  entranceHash: Buffer,
  credentialHash: Buffer,
): Promise<Entrance | undefined> => {
  const { rows } = await db.query<Entrance>({
    name: 'devices-replace-credential',
    text: `UPDATE device_credentials SET credential_hash = $3
      WHERE device_id = $1 AND entrance_hash = $2 AND expires_at IS NULL
      RETURNING session_id AS "sessionId", conversation_id AS "conversationId", participant_id AS "participantId"`,
    values: [deviceId, entranceHash, credentialHash],
  });
  return rows[0];
};

/** The device of a credential that has not ended. */
export const findByCredential = async (
  db: Queryable,
  credentialHash: Buffer,
  now: number,
): Promise<DevicePrincipal | undefined> => {
  const { rows } = await db.query<Omit<DevicePrincipal, 'kind'>>({
    name: 'devices-by-credential',
    text: `SELECT session_id AS "sessionId", conversation_id AS "conversationId", participant_id AS "participantId",
        device_id AS "deviceId", kind AS "deviceKind"
      FROM device_credentials WHERE credential_hash = $1 AND (expires_at IS NULL OR expires_at > $2)`,
    values: [credentialHash, new Date(now)],
  });
  return rows[0] && { kind: 'device', ...rows[0] };
};

export interface CodePlace {
  readonly sessionId: string;
  readonly participantId: string;
}

/** Keeps a device code in place of the participant's older ones; false = somebody has this code now. */
export const insertCode = async (
  db: Queryable,
  codeHash: Buffer,
  { sessionId, participantId }: CodePlace,
  now: number,
  expiresAt: number,
): Promise<boolean> => {
  const { rows } = await db.query({
    text: `WITH older AS (DELETE FROM device_codes WHERE participant_id = $3 AND code_hash <> $1)
      INSERT INTO device_codes (code_hash, session_id, participant_id, expires_at) VALUES ($1, $2, $3, $5)
      ON CONFLICT (code_hash) DO UPDATE SET session_id = $2, participant_id = $3, expires_at = $5
        WHERE device_codes.expires_at <= $4 RETURNING 1 AS kept`,
    values: [codeHash, sessionId, participantId, new Date(now), new Date(expiresAt)],
  });
  return rows.length === 1;
};

/** Whose a device code is, while it is good. */
export const findCode = async (
  db: Queryable,
  codeHash: Buffer,
  now: number,
): Promise<CodePlace | undefined> => {
  const { rows } = await db.query<CodePlace>({
    name: 'devices-code',
    text: `SELECT session_id AS "sessionId", participant_id AS "participantId"
      FROM device_codes WHERE code_hash = $1 AND expires_at > $2`,
    values: [codeHash, new Date(now)],
  });
  return rows[0];
};

/** Uses a device code up; false = it was used a moment ago. */
export const takeCode = async (db: Queryable, codeHash: Buffer): Promise<boolean> => {
  const { rows } = await db.query({
    text: 'DELETE FROM device_codes WHERE code_hash = $1 RETURNING 1 AS taken',
    values: [codeHash],
  });
  return rows.length === 1;
};
