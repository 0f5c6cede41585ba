import { type Invite, openRings, type SessionState } from '@relevo/domain';
import type { Queryable } from '../streams/log/log.queries';
import type { SessionProjection } from '../streams/log/projection';

const gone = (before: SessionState, after: SessionState): Invite[] => {
  const still = new Set(openRings(after).map(({ id }) => id));
  return openRings(before).filter(({ id }) => !still.has(id));
};
const come = (before: SessionState, after: SessionState): Invite[] =>
  openRings(after).filter(({ id }) => !before.invites[id]);

/** Keeps who is asked in now. */
export const ringsProjection: SessionProjection = {
  concerns: (before, after) =>
    (before.invites !== after.invites || before.phase !== after.phase) &&
    gone(before, after).length + come(before, after).length > 0,

  async write(db: Queryable, before, after) {
    await db.query({
      name: 'rings-over',
      text: 'DELETE FROM rings WHERE invite_id = ANY($1::uuid[])',
      values: [gone(before, after).map(({ id }) => id)],
    });
    for (const invite of come(before, after))
      await db.query({
        name: 'rings-project',
        text: `INSERT INTO rings (invite_id, session_id, account_id, by_name, expires_at) VALUES ($1, $2, $3, $4, $5)`,
        values: [
          invite.id,
          after.id,
          invite.csr?.accountId,
          after.participants[invite.createdBy]?.name ?? '',
          new Date(invite.expiresAt),
        ],
      });
  },
};
