import type { Language } from '@relevo/contracts';
import type { Queryable } from '../streams/log/log.queries';

export interface NewExpert {
  readonly id: string;
  readonly sessionId: string;
  readonly tokenHash: Buffer;
  readonly name: string;
  readonly language: Language;
  readonly now: number;
}

/** Begins the sign-in of an expert. */
export const insertExpert = async (db: Queryable, expert: NewExpert): Promise<void> => {
  const { id, sessionId, tokenHash, name, language, now } = expert;
  await db.query({
    text: `INSERT INTO experts (id, session_id, token_hash, name, language, created_at, seen_at)
      VALUES ($1, $2, $3, $4, $5, $6, $6)`,
    values: [id, sessionId, tokenHash, name, language, new Date(now)],
  });
};
