import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint } from '@relevo/domain';

/** Name of the file in the data folder: one checkpoint a line, as JSON. */
export const CHECKPOINT_FILE = 'checkpoints.jsonl';

/** Whether the last line is whole; a full disk or a power cut may have broken it off. */
const endsWhole = async (file: FileHandle): Promise<boolean> => {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
};

/** Writes checkpoints to the end of the data folder's file, readable by us alone. A torn line before stays one of its own. */
export const appendToFile = async (dataDir: string, checkpoints: readonly Checkpoint[]): Promise<void> => {
  if (checkpoints.length === 0) return;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lines = checkpoints.map((checkpoint) => `${JSON.stringify(checkpoint)}\n`).join('');
  const file = await open(join(dataDir, CHECKPOINT_FILE), 'a+', 0o600);
  try {
    await file.appendFile((await endsWhole(file)) ? lines : `\n${lines}`);
  } finally {
    await file.close();
  }
};
