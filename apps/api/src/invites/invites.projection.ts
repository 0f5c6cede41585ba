import type { SessionState } from '@relevo/domain';
import type { SessionProjection } from '../streams/log/projection';

/** Invites that a step made useless. */
const closed = (before: SessionState, after: SessionState): string[] =>
  Object.values(after.invites)
    .filter(
      (invite) =>
        before.invites[invite.id]?.status === 'open' && (invite.status !== 'open' || after.phase === 'ended'),
    )
    .map((invite) => invite.id);

/** Gives spoken codes free as soon as their invite is of no more use. */
export const invitesProjection: SessionProjection = {
  concerns: (before, after) => closed(before, after).length > 0,

  async write(db, before, after) {
    await db.query({
      text: 'UPDATE invites SET code_hash = NULL WHERE id = ANY($1::uuid[])',
      values: [closed(before, after)],
    });
  },
};
