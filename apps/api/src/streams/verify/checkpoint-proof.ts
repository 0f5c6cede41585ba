import { readFileSync } from 'node:fs';
import { checkpoint as checkpointSchema } from '@relevo/contracts';
import { type Checkpoint, checkpointText, trustedKeys } from '@relevo/domain';
import { allCheckpoints } from '../checkpoints/checkpoints.queries';
import { allLogKeys } from '../checkpoints/log-keys.queries';
import { thumbprintOf } from '../checkpoints/site-key';
import { signedBy } from '../commands/device-signature';
import type { Queryable } from '../log/log.queries';

/** By which a log is judged that its keeper may have changed. */
export interface Evidence {
  /** Id of the key that signs for this site, from its own secret; `null` = the database's word is taken for it. */
  readonly keyId: string | null;
  /** Files with one checkpoint a line, kept apart from the database. */
  readonly files: readonly string[];
  /** Hears of lines that could not be read. */
  readonly say?: (line: string) => void;
}

export interface ProvenCheckpoints {
  readonly good: readonly Checkpoint[];
  /** Number of the first one whose signature does not fit. */
  readonly forged?: number;
}

/**
 * Reads a file of checkpoints. A line that was broken off (a full disk, a power cut) takes nothing away from the others.
 * @throws Error naming the file of which no line is a checkpoint
 */
const readFile = (file: string, say: (line: string) => void): Checkpoint[] => {
  const lines = readFileSync(file, 'utf8').split('\n');
  const read = lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      return [checkpointSchema.parse(JSON.parse(line))];
    } catch {
      say(`${file}, line ${i + 1} is not a checkpoint: it was left out`);
      return [];
    }
  });
  if (read.length === 0 && lines.some((line) => line.trim() !== ''))
    throw new Error(`${file} holds no checkpoint`);
  return read;
};

/** Reads the evidence once; then answers the checkpoints of each stream, those with a right signature apart. */
export const openEvidence = async (db: Queryable, { keyId, files, say = () => {} }: Evidence) => {
  const keys = await allLogKeys(db);
  const believed = keyId === null ? keys.map(({ id }) => id) : [keyId];
  const trusted = await trustedKeys(believed, keys, signedBy, thumbprintOf);
  const kept = files.flatMap((file) => readFile(file, say));
  return async (stream: string): Promise<ProvenCheckpoints> => {
    const found = [...(await allCheckpoints(db, stream)), ...kept.filter((c) => c.stream === stream)];
    const all = new Map(found.map((c) => [`${c.seq} ${c.signature}`, c])).values();
    const good: Checkpoint[] = [];
    let forged: number | undefined;
    for (const checkpoint of all) {
      const { signature, ...words } = checkpoint;
      if (await signedBy(trusted.get(words.keyId) ?? '', checkpointText(words), signature))
        good.push(checkpoint);
      else forged ??= checkpoint.seq;
    }
    return { good, forged };
  };
};
