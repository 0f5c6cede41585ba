import { createHash } from 'node:crypto';
import { chain, checkLink, GENESIS, type LogRecord, readRecord, writeBody } from '../index';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const STREAM = 's';

const build = (bodies: string[]): LogRecord[] => {
  const records: LogRecord[] = [];
  for (const body of bodies) {
    const previous = records.at(-1) ?? { seq: 0, hash: GENESIS };
    records.push(chain(STREAM, previous, { salt: 'ab'.repeat(16), body }, sha256));
  }
  return records;
};
/** The first link that does not hold. */
const fault = (records: LogRecord[]) =>
  records
    .map((record, i) => checkLink(record, records[i - 1] ?? { seq: 0, hash: GENESIS }, STREAM, sha256))
    .find((kind) => kind !== null);
const at = (records: LogRecord[], i: number) => records[i] as LogRecord;

describe('the chain', () => {
  const records = build(['one', 'two', 'three']);

  it('SEC-D1 holds as it was written, also where bodies are hidden or erased', () => {
    expect(fault(records)).toBeUndefined();
    expect(fault(records.map(({ content: _, ...header }) => header))).toBeUndefined();
  });

  it.each<[string, (r: LogRecord[]) => LogRecord[]]>([
    [
      'wrong-content',
      (r) => [at(r, 0), { ...at(r, 1), content: { salt: 'ab'.repeat(16), body: 'TWO' } }, at(r, 2)],
    ],
    ['wrong-hash', (r) => [at(r, 0), { ...at(r, 1), commitment: sha256('else') }, at(r, 2)]],
    ['gap', (r) => [at(r, 0), at(r, 2)]],
    ['gap', (r) => [at(r, 1), at(r, 0), at(r, 2)]],
    ['broken-link', (r) => [at(r, 0), at(build(['other', 'two']), 1), at(r, 2)]],
    ['wrong-stream', (r) => [{ ...at(r, 0), stream: 'other' }]],
  ])('SEC-D1 finds %s', (kind, tamper) => {
    expect(fault(tamper([...records]))).toBe(kind);
  });

  it('reads back what it wrote', () => {
    const event = {
      type: 'session.ended',
      version: 1,
      actor: { kind: 'system' as const },
      at: 5,
      data: { a: 'é' },
    };
    const record = at(build([writeBody(event)]), 0);
    expect(readRecord(record)).toMatchObject({ ...event, seq: 1 });
    expect(readRecord({ ...record, content: undefined })).toEqual({ seq: 1, hidden: true });
  });
});
