import { type Store, sha256 } from '@relevo/client';
import { deviceCredential, type InviteProof } from '@relevo/contracts';
import { z } from 'zod';

const KEY = 'relevo.visit';

const savedVisit = z.strictObject({
  credential: deviceCredential,
  /** SHA-256 of the proof that was used: the same link comes back to the same place. */
  proof: z.string(),
  csrName: z.string(),
  organisation: z.string(),
});
export type SavedVisit = z.infer<typeof savedVisit>;

/** A name for a proof that is no secret. */
export const proofName = (proof: InviteProof): string => sha256(JSON.stringify(proof));

/** The visit that this browser is on, if any. */
export const loadVisit = (store: Store): SavedVisit | undefined => {
  const text = store.get(KEY);
  if (text === undefined) return undefined;
  try {
    return savedVisit.parse(JSON.parse(text));
  } catch {
    store.remove(KEY);
    return undefined;
  }
};

/** Remembers the visit, so that a reload is back where it was. */
export const saveVisit = (store: Store, visit: SavedVisit): void => store.set(KEY, JSON.stringify(visit));

/** Forgets it: left, ended, declined. */
export const forgetVisit = (store: Store): void => store.remove(KEY);
