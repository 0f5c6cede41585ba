import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conversationFold, type Fold, sessionFold, verifySignature } from '@relevo/client';
import { checkpointText, trustedKeys, verifyLog } from '@relevo/domain';
import { thumbprintOf } from '../../libs/client/src/keys/thumbprint';
import { fill, fillProving } from '../../libs/client/src/log/fill';
import { StreamLog } from '../../libs/client/src/log/stream-log';
import { type GoldenLog, lacking, writeGoldenLog } from './golden-log';

const FOLDER = join(__dirname, '../../test/golden');
const RELEASES = readdirSync(FOLDER).filter((name) => /^\d/.test(name));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const FOLDS: Record<string, Fold<unknown>> = {
  session: sessionFold,
  conversation: conversationFold,
};

test('there is a golden log', () => expect(RELEASES).toContain('0.1.0.json'));

test('the log that this release would write holds every type of event', async () => {
  expect(lacking(await writeGoldenLog('next'))).toEqual([]);
});

describe.each(RELEASES)('the log of %s', (file) => {
  const golden = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as GoldenLog;

  test('SEC-D1 verifies: chain, checkpoints and their signatures', async () => {
    const trusted = await trustedKeys([golden.keys[0]?.id ?? ''], golden.keys, verifySignature, thumbprintOf);
    for (const { signature, ...words } of golden.checkpoints)
      expect(await verifySignature(trusted.get(words.keyId) ?? '', checkpointText(words), signature)).toBe(
        true,
      );
    for (const { stream, records } of golden.streams) {
      const { seq, hash } = records.at(-1) ?? { seq: 0, hash: '' };
      const checkpoints = golden.checkpoints.filter((checkpoint) => checkpoint.stream === stream);
      const verdict = verifyLog({ stream, records, head: { seq, hash }, checkpoints }, sha256);
      expect([verdict.fault, verdict.checked]).toEqual([undefined, records.length]);
    }
  });

  test('folds, in a client of today, to what it meant then', async () => {
    for (const { stream, kind, records, state } of golden.streams) {
      const log = new StreamLog(stream, FOLDS[kind] as Fold<unknown>);
      const stop = await fillProving(
        () => log,
        fill(log, records),
        () => false,
      );
      expect(stop).toBeUndefined();
      // What later releases fold besides is their own.
      expect(JSON.parse(JSON.stringify(log.state))).toMatchObject(state as object);
    }
  });
});
