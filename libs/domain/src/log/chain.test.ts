import { createHash } from 'node:crypto';
import { chain, GENESIS, type LogRecord, readRecord, verifyChain, writeBody } from '../index';

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
const verdict = (records: LogRecord[]) => verifyChain(STREAM, records, sha256);
const at = (records: LogRecord[], i: number) => records[i] as LogRecord;

describe('the chain', () => {
  const records = build(['one', 'two', 'three']);

  it('SEC-D1 verifies as it was written, also where bodies are hidden or erased', () => {
    expect(verdict(records)).toMatchObject({ ok: true, checked: 3, hidden: 0, head: { seq: 3 } });
    const hidden = records.map(({ content: _, ...header }) => header);
    expect(verdict(hidden)).toMatchObject({ ok: true, checked: 3, hidden: 3, head: verdict(records).head });
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
    expect(verdict(tamper([...records]))).toMatchObject({ ok: false, fault: { kind } });
  });

  it('reads back what it wrote', () => {
    const event = { type: 't', version: 1, actor: { kind: 'system' as const }, at: 5, data: { a: 'é' } };
    const record = at(build([writeBody(event)]), 0);
    expect(readRecord(record)).toMatchObject({ ...event, seq: 1 });
    expect(readRecord({ ...record, content: undefined })).toEqual({ seq: 1, hidden: true });
  });
});
