import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What shrinks; pictures and fonts are compressed already. */
const SHRINKS = /\.(js|css|svg)$/;
/** A smaller file gains nothing: it fills one packet either way. */
const FROM_BYTES = 1400;

// Brotli's best, 11, takes nine times as long for a twelfth less.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 } };
const FORMATS = [
  { ending: 'br', pack: promisify(brotliCompress), options: BROTLI },
  { ending: 'gz', pack: promisify(gzip), options: { level: 9 } },
];

/** Puts `<name>.br` and `<name>.gz` beside the scripts and styles of a folder: the server sends what the browser takes. */
export async function compress(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => SHRINKS.test(name));
  await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      if (bytes.length < FROM_BYTES) return;
      for (const { ending, pack, options } of FORMATS)
        await writeFile(join(folder, `${name}.${ending}`), await pack(bytes, options));
    }),
  );
}
