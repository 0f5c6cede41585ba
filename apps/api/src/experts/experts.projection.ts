import { joinedExperts, type SessionState } from '@relevo/domain';
import { endedPayload, SIGN_INS_CHANNEL } from '../accounts/sign-in-events';
import type { SessionProjection } from '../streams/log/projection';

const here = (state: SessionState): string[] =>
  state.phase === 'ended' ? [] : joinedExperts(state).flatMap(({ accountId }) => accountId ?? []);

const gone = (before: SessionState, after: SessionState): string[] => {
  const still = new Set(here(after));
  return here(before).filter((id) => !still.has(id));
};

/** With an expert's part ends their sign-in, and every node hears of it with the commit (SEC-A4). */
export const expertsProjection: SessionProjection = {
  concerns: (before, after) =>
    (before.participants !== after.participants || before.phase !== after.phase) &&
    gone(before, after).length > 0,

  async write(db, before, after) {
    const ids = gone(before, after);
    await db.query({
      name: 'experts-gone',
      text: 'DELETE FROM experts WHERE id = ANY($1::uuid[])',
      values: [ids],
    });
    for (const accountId of ids)
      await db.query({
        name: 'experts-tell',
        text: 'SELECT pg_notify($1, $2)',
        values: [SIGN_INS_CHANNEL, endedPayload({ accountId })],
      });
  },
};
