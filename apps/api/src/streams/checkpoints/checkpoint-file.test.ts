import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpoint } from '@relevo/domain';
import { appendToFile, CHECKPOINT_FILE } from './checkpoint-file';

const checkpoint = (seq: number): Checkpoint => ({
  stream: 's',
  seq,
  hash: 'h',
  at: 1,
  keyId: 'k',
  signature: 'x',
});

test('SEC-D1 a line that was broken off takes none of the following ones with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-checkpoints-'));
  const file = join(folder, CHECKPOINT_FILE);
  await appendToFile(folder, [checkpoint(1)]);
  appendFileSync(file, '{"stream":"s","se');
  await appendToFile(folder, [checkpoint(2), checkpoint(3)]);
  await appendToFile(folder, [checkpoint(4)]);
  const lines = readFileSync(file, 'utf8').split('\n');
  rmSync(folder, { recursive: true });
  const whole = (seq: number) => JSON.stringify(checkpoint(seq));
  expect(lines).toEqual([whole(1), '{"stream":"s","se', whole(2), whole(3), whole(4), '']);
});
