import { type Store, sha256 } from '@relevo/client';
import { deviceCredential, type InviteProof, id, language, personName } from '@relevo/contracts';
import { z } from 'zod';

const VISIT = 'relevo.visit';
const ATTEMPT = 'relevo.attempt';

const savedVisit = z.strictObject({
  credential: deviceCredential,
  /** SHA-256 of the proof that was used: the same link comes back to the same place. */
  proof: z.string(),
  csrName: z.string(),
  organisation: z.string(),
});
export type SavedVisit = z.infer<typeof savedVisit>;

const attempt = z.strictObject({
  proof: savedVisit.shape.proof,
  participantId: id,
  /** Names the key too. */
  deviceId: id,
  name: personName,
  language,
  csrName: z.string(),
  organisation: z.string(),
});
/** A join that was begun. The same again is the same join, also when the answer to the first was lost. */
export type Attempt = z.infer<typeof attempt>;

/** A name for a proof that is no secret. */
export const proofName = (proof: InviteProof): string => sha256(JSON.stringify(proof));

/** What was kept under a key, if it still has the shape of today. */
export const loadSaved = <Saved extends z.ZodType>(
  store: Store,
  key: string,
  shape: Saved,
): z.output<Saved> | undefined => {
  const text = store.get(key);
  if (text === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    store.remove(key);
    return undefined;
  }
};

/** The visit that this browser is on, if any. */
export const loadVisit = (store: Store): SavedVisit | undefined => loadSaved(store, VISIT, savedVisit);

/** Remembers the visit, so that a reload is back where it was. */
export const saveVisit = (store: Store, visit: SavedVisit): void => store.set(VISIT, JSON.stringify(visit));

/** Forgets it: left, ended, declined. */
export const forgetVisit = (store: Store): void => store.remove(VISIT);

/** The join that was begun with this proof and has no answer yet, if any. */
export const loadAttempt = (store: Store, proof: InviteProof): Attempt | undefined => {
  const known = loadSaved(store, ATTEMPT, attempt);
  return known?.proof === proofName(proof) ? known : undefined;
};

export const saveAttempt = (store: Store, begun: Attempt): void => store.set(ATTEMPT, JSON.stringify(begun));

/** Forgets it: answered, one way or the other. */
export const forgetAttempt = (store: Store): void => store.remove(ATTEMPT);
