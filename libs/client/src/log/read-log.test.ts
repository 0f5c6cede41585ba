import { chain, GENESIS, type LogRecord, writeBody } from '@relevo/domain';
import { aSession, OWNER, SESSION } from '@relevo/testing';
import { sessionFold } from '../sync/fold';
import { LogReading } from './read-log';
import { sha256 } from './sha256';

const SALT = '0'.repeat(32);

/** A whole log of seven events. */
const whole = (): LogRecord[] => {
  const log = aSession();
  for (const text of ['a', 'b', 'c', 'd', 'e', 'f'])
    log.must(OWNER, { type: 'note.save', data: { base: log.state.note?.seq ?? 0, text } });
  const records: LogRecord[] = [];
  for (const { seq: _, ...event } of log.events) {
    const before = records.at(-1) ?? { seq: 0, hash: GENESIS };
    records.push(chain(SESSION, before, { salt: SALT, body: writeBody(event) }, sha256));
  }
  return records;
};

/** Reads it three at a time. */
const readingOf = (records: readonly LogRecord[]) => {
  const asked: number[] = [];
  const reading = new LogReading(SESSION, sessionFold, async (since) => {
    asked.push(since);
    const rest = records.slice(since);
    const last = records.at(-1);
    return {
      head: { stream: SESSION, kind: 'session', seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS },
      records: rest.slice(0, 3),
      more: rest.length > 3,
      checkpoint: null,
    };
  });
  return { reading, asked };
};

test('a log is read page by page, as far as is asked', async () => {
  const records = whole();
  const { reading, asked } = readingOf(records);
  await reading.read(1);
  expect([reading.log.head.seq, reading.more]).toEqual([3, true]);
  await reading.read(100);
  expect([reading.log.head.seq, reading.more, reading.stop]).toEqual([records.length, false, undefined]);
  expect(reading.log.state.note?.text).toBe('f');
  expect(asked).toEqual([0, 3, 6]);
});

test('what does not follow is not believed, and nothing after it is read', async () => {
  const records = whole();
  const [, , , , bad] = records;
  const forged = records.map((one) =>
    one === bad
      ? { ...one, content: { salt: SALT, body: one.content?.body.replace('"d"', '"x"') ?? '' } }
      : one,
  );
  const { reading, asked } = readingOf(forged);
  await reading.read(100);
  expect(reading.stop).toMatchObject({ alarm: { stream: SESSION } });
  expect(reading.log.head.seq).toBe(4);
  await reading.read(100);
  expect(asked).toEqual([0, 3]);
});

test('places that are hidden are counted', async () => {
  const records = whole().map(({ content, ...header }) =>
    header.seq === 4 ? header : { ...header, ...(content && { content }) },
  );
  const { reading } = readingOf(records);
  await reading.read(100);
  expect([reading.log.hidden, reading.stop]).toEqual([1, undefined]);
});
