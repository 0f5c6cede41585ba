import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** Version of the folder's layout. */
export const FORMAT = 1;
const NAME = 'manifest.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A path inside the backup that leads nowhere else. */
const inside = z.string().regex(/^(?!.*(^|\/)\.\.(\/|$))[^/\\][^\\]*$/);

const manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** Of the program that made it. */
  version: z.string(),
  /** When the database was looked at, ISO 8601. */
  at: z.string(),
  /** Names of the migrations that the database had, the oldest first. */
  migrations: z.array(z.string()),
  tables: z.array(z.strictObject({ name: z.string(), rows: z.int().nonnegative(), file: inside, sha256 })),
  /** What lay in the data folder, by its path there. */
  files: z.array(z.strictObject({ path: inside, file: inside, sha256 })),
});
export type Manifest = z.infer<typeof manifest>;

/** Where the manifest of a backup lies. */
export const manifestOf = (folder: string): string => join(folder, NAME);

/** Passes bytes on and knows their SHA-256 at the end. */
export const hashing = () => {
  const hash = createHash('sha256');
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, digest: () => hash.digest('hex') };
};

const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads the manifest of a backup and checks every file that it names.
 * @throws Error in words for a person when this is no backup, or not whole
 */
export const readBackup = async (folder: string): Promise<Manifest> => {
  if (!existsSync(manifestOf(folder)))
    throw new Error(`${folder} is no backup: it has no ${NAME}. A backup that was broken off has none.`);
  const read = manifest.safeParse(parsed(readFileSync(manifestOf(folder), 'utf8')));
  if (!read.success) throw new Error(`${manifestOf(folder)} is not of this release or was changed.`);
  for (const { file, sha256: expected } of [...read.data.files, ...read.data.tables]) {
    const found = existsSync(join(folder, file)) ? await sha256Of(join(folder, file)) : 'missing';
    if (found !== expected) throw new Error(`${join(folder, file)} is missing or was changed.`);
  }
  return read.data;
};
