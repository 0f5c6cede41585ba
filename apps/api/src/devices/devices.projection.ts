import type { Device, SessionState } from '@relevo/domain';
import type { Clock } from '../platform/clock';
import type { Queryable } from '../streams/log/log.queries';
import type { SessionProjection } from '../streams/log/projection';

/** How long a device whose part is over may still hand in its last reports, in ms. */
export const LAST_WORDS_MS = 10 * 60_000;

/** Whether a device's part is over for good: its person is gone, the session is, or another device took its place. */
const isOver = (state: SessionState, device: Device): boolean => {
  const status = state.participants[device.participantId]?.status;
  if (state.phase === 'ended' || status === 'left' || status === 'declined') return true;
  return (
    !device.attached &&
    Object.values(state.devices).some(
      (d) => d.attached && d.participantId === device.participantId && d.kind === device.kind,
    )
  );
};

const changed = (before: SessionState, after: SessionState): Device[] =>
  Object.values(after.devices).filter((device) => {
    const was = before.devices[device.id];
    return (
      was !== undefined && (was.attached !== device.attached || isOver(before, was) !== isOver(after, device))
    );
  });

/** Ends credentials in the same transaction as the event that ends the device's part. */
export const devicesProjection = (clock: Clock): SessionProjection => ({
  concerns: (before, after) => changed(before, after).length > 0,

  async write(db: Queryable, before, after) {
    for (const device of changed(before, after)) {
      await db.query({
        text: `UPDATE device_credentials SET attached = $2,
            expires_at = CASE WHEN $3 THEN coalesce(expires_at, $4) END
          WHERE device_id = $1`,
        values: [device.id, device.attached, isOver(after, device), new Date(clock.now() + LAST_WORDS_MS)],
      });
    }
  },
});
