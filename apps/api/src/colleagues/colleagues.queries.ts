import type { Colleague } from '@relevo/contracts';
import type { Queryable } from '../streams/log/log.queries';

/** Everybody who could help: active accounts by name, with the number of live sessions in which they have a part. */
export const activeColleagues = async (
  db: Queryable,
): Promise<Pick<Colleague, 'accountId' | 'name' | 'role' | 'sessions'>[]> => {
  const { rows } = await db.query<Pick<Colleague, 'accountId' | 'name' | 'role' | 'sessions'>>({
    name: 'colleagues',
    text: `SELECT a.id AS "accountId", a.name, a.role, count(s.id)::int AS sessions
      FROM accounts a
        LEFT JOIN session_participants p ON p.account_id = a.id AND p.status = 'joined'
        LEFT JOIN sessions s ON s.id = p.session_id AND s.phase <> 'ended'
      WHERE a.disabled_at IS NULL AND a.password_hash IS NOT NULL
      GROUP BY a.id ORDER BY a.name, a.email LIMIT 1000`,
  });
  return rows;
};

/** The name of an account that may sign in. */
export const colleagueName = async (db: Queryable, accountId: string): Promise<string | undefined> => {
  const { rows } = await db.query<{ name: string }>({
    name: 'colleague-name',
    text: 'SELECT name FROM accounts WHERE id = $1 AND disabled_at IS NULL AND password_hash IS NOT NULL',
    values: [accountId],
  });
  return rows[0]?.name;
};
