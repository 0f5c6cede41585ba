import { type Checkpoint, checkLink, checkpointText, GENESIS } from '@relevo/domain';
import { type Queryable, readRecords } from '../log/log.queries';
import { sha256 } from '../log/sha256';
import { insertCheckpoints, lastCheckpoints } from './checkpoints.queries';
import type { SiteKey } from './site-key';

/** Where a stream stands now. */
export interface Standing {
  readonly id: string;
  readonly seq: number;
  readonly hash: string;
  /** This process has followed it without a break since it signed last. */
  readonly followed: boolean;
}

const PAGE = 1000;

/** Whether a head follows, event by event, from the checkpoint before: nothing else may be signed. */
const follows = async (db: Queryable, standing: Standing, last: Checkpoint | undefined): Promise<boolean> => {
  let place = { seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS };
  while (place.seq < standing.seq) {
    const records = await readRecords(db, standing.id, place.seq, Math.min(PAGE, standing.seq - place.seq));
    if (records.length === 0) return false;
    for (const record of records) {
      if (checkLink(record, place, standing.id, sha256)) return false;
      place = { seq: record.seq, hash: record.hash };
    }
  }
  return place.hash === standing.hash;
};

/**
 * Signs where streams stand and keeps it.
 * @param refuse hears of a stream that does not follow from its last checkpoint: it is not signed
 * @returns what was signed now
 */
export const signHeads = async (
  db: Queryable,
  key: SiteKey,
  standings: readonly Standing[],
  now: number,
  refuse: (stream: string) => void,
): Promise<Checkpoint[]> => {
  const last = new Map(
    (
      await lastCheckpoints(
        db,
        standings.map(({ id }) => id),
      )
    ).map((c) => [c.stream, c]),
  );
  const signed: Checkpoint[] = [];
  for (const standing of standings) {
    const before = last.get(standing.id);
    if (before && before.seq >= standing.seq) continue;
    if (!standing.followed && !(await follows(db, standing, before))) {
      refuse(standing.id);
      continue;
    }
    const words = { stream: standing.id, seq: standing.seq, hash: standing.hash, at: now, keyId: key.id };
    signed.push({ ...words, signature: key.sign(checkpointText(words)) });
  }
  return signed.length > 0 ? insertCheckpoints(db, signed) : [];
};
