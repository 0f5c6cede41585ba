import {
  type ChainFault,
  checkLink,
  commit,
  GENESIS,
  hashHeader,
  type LogRecord,
  type Sha256,
} from './chain';
import type { Checkpoint } from './checkpoint';

/**
 * What was done to a log. `edited`: an event was changed; `deleted`: one is missing between others; `swapped`: two changed
 * places; `truncated`: the end is missing; `added`: there is more than the head says; `restamped`: the chain is whole but
 * not the one that was signed.
 */
export type Tampering = 'edited' | 'deleted' | 'swapped' | 'truncated' | 'added' | 'restamped';

export interface TamperFinding {
  readonly seq: number;
  readonly kind: Tampering;
}

export interface LogVerdict {
  /** How many events hold, from the first. */
  readonly checked: number;
  /** Places without a body. */
  readonly hidden: readonly number[];
  readonly head: { readonly seq: number; readonly hash: string };
  readonly fault?: TamperFinding;
}

/** A log as it is stored, with what stands beside it. */
export interface StoredLog {
  readonly stream: string;
  /** In the order of their numbers. */
  readonly records: readonly LogRecord[];
  /** Number and hash of the last event as they are kept apart. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** Checkpoints whose signatures were found right, in any order. */
  readonly checkpoints: readonly Pick<Checkpoint, 'seq' | 'hash'>[];
}

/** Whether a record stood at another place of its stream: then its hash fits there. */
const standsElsewhere = (record: LogRecord, { records, head }: StoredLog, sha256: Sha256): boolean => {
  const places = Math.max(head.seq, records.at(-1)?.seq ?? 0);
  for (let seq = 1; seq <= places; seq += 1)
    if (seq !== record.seq && hashHeader({ ...record, seq }, sha256) === record.hash) return true;
  return false;
};

/** Whether its body is that of another place. */
const bodyOfAnother = (record: LogRecord, { records }: StoredLog, sha256: Sha256): boolean => {
  const commitment = record.content && commit(record.content, sha256);
  return records.some((other) => other.seq !== record.seq && other.commitment === commitment);
};

const named = (record: LogRecord, fault: ChainFault, log: StoredLog, sha256: Sha256): Tampering => {
  if (fault === 'gap') return 'deleted';
  if (fault === 'wrong-content') return bodyOfAnother(record, log, sha256) ? 'swapped' : 'edited';
  return standsElsewhere(record, log, sha256) ? 'swapped' : 'edited';
};

const endFault = (log: StoredLog, end: { seq: number; hash: string }): TamperFinding | undefined => {
  const reached = log.checkpoints.reduce((most, { seq }) => Math.max(most, seq), log.head.seq);
  if (reached > end.seq) return { seq: end.seq + 1, kind: 'truncated' };
  if (log.head.seq < end.seq) return { seq: log.head.seq + 1, kind: 'added' };
  return log.head.hash === end.hash ? undefined : { seq: end.seq, kind: 'edited' };
};

const signedOtherwise = ({ records, checkpoints }: StoredLog): TamperFinding | undefined => {
  const hashes = new Map(records.map(({ seq, hash }) => [seq, hash]));
  const other = [...checkpoints]
    .sort((a, b) => a.seq - b.seq)
    .find(({ seq, hash }) => hashes.has(seq) && hashes.get(seq) !== hash);
  return other && { seq: other.seq, kind: 'restamped' };
};

/** Checks a whole stream against itself, its head and its checkpoints, and names the first thing that was done to it. */
export const verifyLog = (log: StoredLog, sha256: Sha256): LogVerdict => {
  let head = { seq: 0, hash: GENESIS };
  const hidden: number[] = [];
  for (const record of log.records) {
    const fault = checkLink(record, head, log.stream, sha256);
    if (fault) {
      const kind = named(record, fault, log, sha256);
      const seq = kind === 'deleted' ? head.seq + 1 : record.seq;
      return { checked: head.seq, hidden, head, fault: { seq, kind } };
    }
    if (!record.content) hidden.push(record.seq);
    head = { seq: record.seq, hash: record.hash };
  }
  const fault = signedOtherwise(log) ?? endFault(log, head);
  return { checked: head.seq, hidden, head, ...(fault && { fault }) };
};
