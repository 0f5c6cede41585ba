import type { Queryable } from '../streams/log/log.queries';

export interface NewInvite {
  readonly id: string;
  readonly sessionId: string;
  readonly tokenHash: Buffer;
  readonly codeHash: Buffer | null;
  readonly codeExpiresAt: number;
  readonly now: number;
}

/** Keeps the secrets of an invite. A code whose time is over makes room for the same digits. */
export const insertInvite = async (db: Queryable, invite: NewInvite): Promise<void> => {
  await db.query({
    text: 'UPDATE invites SET code_hash = NULL WHERE code_hash = $1 AND code_expires_at <= $2',
    values: [invite.codeHash, new Date(invite.now)],
  });
  await db.query({
    text: `INSERT INTO invites (id, session_id, token_hash, code_hash, code_expires_at) VALUES ($1, $2, $3, $4, $5)`,
    values: [invite.id, invite.sessionId, invite.tokenHash, invite.codeHash, new Date(invite.codeExpiresAt)],
  });
};

/** Keeps a further token of an invite. */
export const insertToken = async (db: Queryable, inviteId: string, tokenHash: Buffer): Promise<void> => {
  await db.query({
    text: 'INSERT INTO invite_tokens (token_hash, invite_id) VALUES ($1, $2)',
    values: [tokenHash, inviteId],
  });
};

export interface InvitePlace {
  readonly inviteId: string;
  readonly sessionId: string;
}

/** The invite of a token, whatever became of it. */
export const findByToken = async (db: Queryable, tokenHash: Buffer): Promise<InvitePlace | undefined> => {
  const { rows } = await db.query<InvitePlace>({
    name: 'invites-by-token',
    text: `SELECT id AS "inviteId", session_id AS "sessionId" FROM invites WHERE token_hash = $1
      UNION ALL SELECT invites.id, session_id FROM invite_tokens JOIN invites ON invites.id = invite_id
        WHERE invite_tokens.token_hash = $1`,
    values: [tokenHash],
  });
  return rows[0];
};

/** The invite of a spoken code, while the code is good. */
export const findByCode = async (
  db: Queryable,
  codeHash: Buffer,
  now: number,
): Promise<InvitePlace | undefined> => {
  const { rows } = await db.query<InvitePlace>({
    name: 'invites-by-code',
    text: `SELECT id AS "inviteId", session_id AS "sessionId"
      FROM invites WHERE code_hash = $1 AND code_expires_at > $2`,
    values: [codeHash, new Date(now)],
  });
  return rows[0];
};
