import { createHash } from 'node:crypto';
import { type InviteView, inviteView } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { ApiError, refused } from '../platform/errors/api-error';
import { type Seal, seal, unseal } from '../platform/sealed';
import { StartedAnswerEntity } from './started-answer.entity';

/** How long a program may ask for the same answer again, in ms. */
const KEPT_MS = 24 * 3_600_000;
/** After so long whoever was at it has died; the next one goes on, in ms. */
const DEAD_MS = 30_000;

/** One start by a program: the session is its id, so that the same again is known as such. */
export interface ProgramStart {
  readonly sessionId: string;
  readonly apiKeyId: string;
  /** The whole key as it was shown: the answer is sealed with it. */
  readonly secret: string;
  readonly content: unknown;
}

/** In the place of the site's secret stands the program's own key, which the site does not keep. */
const sealOf = ({ secret, sessionId }: ProgramStart): Seal => ({
  purpose: 'started answer',
  row: sessionId,
  siteSecret: secret,
});
const hashOf = ({ content }: ProgramStart): Buffer =>
  createHash('sha256').update(JSON.stringify(content)).digest();

/**
 * Takes a start for oneself, so that two at once make one invite.
 * @returns what was answered before, or null: the caller makes it and calls `keep`
 * @throws ApiError CONFLICT when the id was used for something else; UNAVAILABLE while another call makes it
 */
export const claim = async (
  manager: EntityManager,
  start: ProgramStart,
  now: number,
): Promise<InviteView | null> => {
  const at = new Date(now);
  await manager.query('DELETE FROM started_answers WHERE claimed_at < $1', [new Date(now - KEPT_MS)]);
  const contentHash = hashOf(start);
  const taken: unknown[] = await manager.query(
    `INSERT INTO started_answers (session_id, api_key_id, content_hash, claimed_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (session_id) DO UPDATE SET claimed_at = $4
        WHERE started_answers.sealed IS NULL AND started_answers.claimed_at < $5
          AND started_answers.api_key_id = $2 AND started_answers.content_hash = $3
      RETURNING session_id`,
    [start.sessionId, start.apiKeyId, contentHash, at, new Date(now - DEAD_MS)],
  );
  if (taken.length > 0) return null;
  const known = await manager.findOneBy(StartedAnswerEntity, { sessionId: start.sessionId });
  if (known?.apiKeyId !== start.apiKeyId || !known.contentHash.equals(contentHash)) throw refused('CONFLICT');
  if (!known.sealed) throw new ApiError('UNAVAILABLE', 'the same start is being made: ask again');
  return inviteView.parse(JSON.parse(unseal(known.sealed, sealOf(start))));
};

/** Keeps the answer for who asks again. */
export const keep = async (
  manager: EntityManager,
  start: ProgramStart,
  invite: InviteView,
): Promise<void> => {
  const sealed = seal(JSON.stringify(invite), sealOf(start));
  await manager.update(StartedAnswerEntity, { sessionId: start.sessionId }, { sealed });
};

/** Nothing came of it: the next one begins anew. */
export const giveUp = async (manager: EntityManager, { sessionId }: ProgramStart): Promise<void> => {
  await manager.delete(StartedAnswerEntity, { sessionId });
};
