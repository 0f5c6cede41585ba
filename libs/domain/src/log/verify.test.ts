import { createHash } from 'node:crypto';
import { runs } from '@relevo/testing';
import fc from 'fast-check';
import { chain, GENESIS, type LogRecord, type StoredLog, type Tampering, verifyLog } from '../index';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const STREAM = 's';

const stamp = (bodies: readonly string[]): LogRecord[] => {
  const records: LogRecord[] = [];
  for (const body of bodies)
    records.push(
      chain(
        STREAM,
        records.at(-1) ?? { seq: 0, hash: GENESIS },
        { salt: sha256(body).slice(0, 32), body },
        sha256,
      ),
    );
  return records;
};
const headOf = (records: readonly LogRecord[]) => {
  const { seq, hash } = records.at(-1) ?? { seq: 0, hash: GENESIS };
  return { seq, hash };
};
const logOf = (bodies: readonly string[], signedAt: readonly number[] = []): StoredLog => {
  const records = stamp(bodies);
  const checkpoints = signedAt.map((seq) => headOf(records.slice(0, seq)));
  return { stream: STREAM, records, head: headOf(records), checkpoints };
};
const bodies = (count: number) => Array.from({ length: count }, (_, i) => `body ${i}`);
const kindOf = (log: StoredLog) => verifyLog(log, sha256).fault?.kind;

/** What a thief of the database can do to a log, each with what must be said of it. `at`, `other`: places from 0. */
const THEFTS: Record<string, (log: StoredLog, at: number, other: number) => [StoredLog, Tampering]> = {
  'edit a body': (log, at) => {
    const record = log.records[at] as LogRecord;
    const content = { salt: record.content?.salt ?? '', body: `${record.content?.body}!` };
    return [{ ...log, records: log.records.with(at, { ...record, content }) }, 'edited'];
  },
  'edit a body and its commitment': (log, at) => {
    const record = log.records[at] as LogRecord;
    return [{ ...log, records: log.records.with(at, { ...record, commitment: sha256('else') }) }, 'edited'];
  },
  'edit one event and hash it anew': (log, at) => {
    const before = at === 0 ? { seq: 0, hash: GENESIS } : headOf(log.records.slice(0, at));
    const forged = chain(STREAM, before, { salt: '0'.repeat(32), body: 'else' }, sha256);
    const records = log.records.with(at, forged);
    // At the very end nothing follows that could show it, but the head that is kept apart.
    return [
      { ...log, records },
      log.checkpoints.some(({ seq }) => seq === at + 1) && at + 1 === records.length ? 'restamped' : 'edited',
    ];
  },
  'delete one': (log, at) => [
    { ...log, records: log.records.toSpliced(at, 1) },
    at + 1 === log.records.length ? 'truncated' : 'deleted',
  ],
  'swap two bodies': (log, at, other) => {
    const [a, b] = [log.records[at] as LogRecord, log.records[other] as LogRecord];
    const records = log.records
      .with(at, { ...a, content: b.content })
      .with(other, { ...b, content: a.content });
    return [{ ...log, records }, 'swapped'];
  },
  'swap two events whole': (log, at, other) => {
    const [a, b] = [log.records[at] as LogRecord, log.records[other] as LogRecord];
    const records = log.records.with(at, { ...b, seq: a.seq }).with(other, { ...a, seq: b.seq });
    return [{ ...log, records }, 'swapped'];
  },
  'cut the end': (log, at) => [{ ...log, records: log.records.slice(0, at) }, 'truncated'],
  'cut the end and mend the head': (log, at) => {
    const records = log.records.slice(0, at);
    return [{ ...log, records, head: headOf(records) }, 'truncated'];
  },
  'stamp everything anew from one event on': (log, at) => {
    const changed = log.records.map(({ content }, i) => `${content?.body}${i === at ? '!' : ''}`);
    const records = stamp(changed);
    return [{ ...log, records, head: headOf(records) }, 'restamped'];
  },
  'stamp a shorter log anew': (log, at) => {
    const records = stamp(log.records.filter((_, i) => i !== at).map(({ content }) => content?.body ?? ''));
    const signed = log.checkpoints.some(({ seq }) => seq > at && seq <= records.length);
    return [{ ...log, records, head: headOf(records) }, signed ? 'restamped' : 'truncated'];
  },
};

test('SEC-D1 a whole log is whole, also where bodies are erased and after a good checkpoint', () => {
  const log = logOf(bodies(5), [2, 5]);
  expect(verifyLog(log, sha256)).toEqual({ checked: 5, hidden: [], head: log.head });
  const erased = log.records.map(({ content: _, ...header }) => header);
  expect(verifyLog({ ...log, records: erased }, sha256)).toMatchObject({
    checked: 5,
    hidden: [1, 2, 3, 4, 5],
  });
  expect(verifyLog({ ...log, records: erased }, sha256).fault).toBeUndefined();
  expect(verifyLog(logOf([]), sha256)).toMatchObject({ checked: 0 });
});

test('SEC-D1 what stands behind the head was added', () => {
  const log = logOf(bodies(5));
  expect(kindOf({ ...log, head: headOf(log.records.slice(0, 3)) })).toBe('added');
  expect(kindOf({ ...log, head: { seq: 5, hash: 'a'.repeat(64) } })).toBe('edited');
});

test('SEC-D1 it is told where: the first event that is not what it was, is missing, or is too much', () => {
  const log = logOf(bodies(5), [4, 2]);
  const edited = THEFTS['edit a body']?.(log, 2, 0)[0] as StoredLog;
  expect(verifyLog(edited, sha256)).toMatchObject({ checked: 2, fault: { seq: 3, kind: 'edited' } });
  const faultOf = (stored: StoredLog) => verifyLog(stored, sha256).fault;
  const records = log.records.toSpliced(2, 1);
  expect(faultOf({ ...log, records })).toEqual({ seq: 3, kind: 'deleted' });
  expect(faultOf({ ...log, records: log.records.slice(0, 3) })).toEqual({ seq: 4, kind: 'truncated' });
  expect(faultOf({ ...log, checkpoints: [], head: headOf(log.records.slice(0, 3)) })).toEqual({
    seq: 4,
    kind: 'added',
  });
  const anew = THEFTS['stamp everything anew from one event on']?.(log, 0, 1)[0] as StoredLog;
  expect(faultOf(anew)).toEqual({ seq: 2, kind: 'restamped' });
});

test('SEC-D1 without a checkpoint a whole new chain cannot be told; the first checkpoint tells', () => {
  const theft = THEFTS['stamp everything anew from one event on'];
  expect(kindOf(theft?.(logOf(bodies(5)), 0, 1)[0] as StoredLog)).toBeUndefined();
  expect(kindOf(theft?.(logOf(bodies(5), [1]), 0, 1)[0] as StoredLog)).toBe('restamped');
  // What came after the last checkpoint is only held by the heads that clients keep.
  expect(kindOf(theft?.(logOf(bodies(5), [3]), 4, 1)[0] as StoredLog)).toBeUndefined();
});

test('SEC-D1 10,000 random tamperings: each is found, and called what it is', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(THEFTS)),
      fc.integer({ min: 2, max: 12 }),
      fc.nat(),
      fc.nat(),
      (name, count, a, b) => {
        // The last event is signed: what was done after it would be the business of clients.
        const log = logOf(bodies(count), [Math.max(1, Math.floor(count / 2)), count]);
        const at = a % count;
        const other = (at + 1 + (b % (count - 1))) % count;
        const [stolen, verdict] = (THEFTS[name] as (typeof THEFTS)[string])(log, at, other);
        seen.set(`${name}: ${verdict}`, (seen.get(`${name}: ${verdict}`) ?? 0) + 1);
        expect([name, at, kindOf(stolen)]).toEqual([name, at, verdict]);
      },
    ),
    { numRuns: runs(10_000), seed: 1795 },
  );
  for (const name of Object.keys(THEFTS))
    expect([...seen.keys()].some((key) => key.startsWith(name))).toBe(true);
  console.log(Object.fromEntries([...seen].toSorted(([a], [b]) => a.localeCompare(b))));
});
