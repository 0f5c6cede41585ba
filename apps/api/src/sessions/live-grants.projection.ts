import type { Grant, SessionState } from '@relevo/domain';
import type { Queryable } from '../streams/log/log.queries';
import type { SessionProjection } from '../streams/log/projection';

/** Grants that a console may use now, as far as the log tells. */
const usable = (state: SessionState): Grant[] =>
  state.phase === 'ended' ? [] : Object.values(state.grants).filter((g) => g.status === 'given');

const idsOf = (state: SessionState): string => JSON.stringify(usable(state).map((g) => g.id));

/** Whether a step gave something that can be used. */
export const hasNewGrant = (before: SessionState, after: SessionState): boolean =>
  before.grants !== after.grants && usable(after).some((g) => before.grants[g.id]?.status !== 'given');

/** Keeps the grants of all sessions that nobody has asked to stop yet. */
export const liveGrantsProjection: SessionProjection = {
  concerns: (before, after) =>
    (before.grants !== after.grants || before.phase !== after.phase) && idsOf(before) !== idsOf(after),

  async write(db: Queryable, _before, after) {
    const grants = usable(after).flatMap((g) => {
      const accountId = after.participants[g.csrId]?.accountId;
      return accountId === undefined ? [] : [{ ...g, accountId }];
    });
    await db.query({
      name: 'live-grants-over',
      text: 'DELETE FROM live_grants WHERE session_id = $1 AND grant_id <> ALL($2::uuid[])',
      values: [after.id, grants.map((g) => g.id)],
    });
    for (const g of grants) {
      await db.query({
        name: 'live-grants-project',
        text: `INSERT INTO live_grants (grant_id, session_id, account_id, csr_key) VALUES ($1, $2, $3, $4)
          ON CONFLICT (grant_id) DO NOTHING`,
        values: [g.id, after.id, g.accountId, g.csrKey],
      });
    }
  },
};

/** A CSR's grants in one session. */
export interface HeldGrants {
  readonly sessionId: string;
  readonly accountId: string;
  readonly keys: readonly string[];
}

/** Who holds grants in which session, under which keys. */
export const heldGrants = async (db: Queryable): Promise<HeldGrants[]> => {
  const { rows } = await db.query<HeldGrants>({
    name: 'live-grants-held',
    text: `SELECT session_id AS "sessionId", account_id AS "accountId", array_agg(DISTINCT csr_key) AS keys
      FROM live_grants GROUP BY session_id, account_id`,
  });
  return rows;
};
