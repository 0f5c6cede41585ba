import type { Queryable } from '../log/log.queries';

/** Notes that these devices have a line: [device, socket]. */
export const markSeen = async (
  db: Queryable,
  lines: readonly (readonly [string, string])[],
  now: number,
): Promise<void> => {
  if (lines.length === 0) return;
  await db.query({
    name: 'device-lines-seen',
    text: `UPDATE device_credentials d SET seen_at = $3, gone_at = NULL, socket_id = l.socket
      FROM unnest($1::uuid[], $2::text[]) AS l(device, socket) WHERE d.device_id = l.device`,
    values: [lines.map(([device]) => device), lines.map(([, socket]) => socket), new Date(now)],
  });
};

/** Notes that a device's line closed, unless it has another one by now. */
export const markGone = async (
  db: Queryable,
  deviceId: string,
  socket: string,
  now: number,
): Promise<void> => {
  await db.query({
    name: 'device-lines-gone',
    text: 'UPDATE device_credentials SET gone_at = $3 WHERE device_id = $1 AND socket_id = $2',
    values: [deviceId, socket, new Date(now)],
  });
};

/** The same for all sockets of a node that stops. */
export const leaveSeen = async (db: Queryable, sockets: readonly string[], now: number): Promise<void> => {
  if (sockets.length === 0) return;
  await db.query({
    text: 'UPDATE device_credentials SET gone_at = $2 WHERE socket_id = ANY($1::text[])',
    values: [sockets, new Date(now)],
  });
};

export interface LostDevice {
  readonly deviceId: string;
  readonly sessionId: string;
}

/** Attached machine agents that went before `goneBefore`, or that no node has seen since `seenBefore`. */
export const findLost = async (
  db: Queryable,
  goneBefore: number,
  seenBefore: number,
): Promise<LostDevice[]> => {
  const { rows } = await db.query<LostDevice>({
    name: 'device-lines-lost',
    text: `SELECT device_id AS "deviceId", session_id AS "sessionId" FROM device_credentials
      WHERE kind = 'machine' AND attached AND expires_at IS NULL
        AND coalesce(gone_at < $1, coalesce(seen_at, created_at) < $2) LIMIT 100`,
    values: [new Date(goneBefore), new Date(seenBefore)],
  });
  return rows;
};
