import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, '../..');

const isTest = (path) => /\.(test|bench)\.tsx?$/.test(path);

/** Paths, relative to the checkout, of every file in these folders (or files), sorted; without tests unless asked. */
export function filesOf(places, { tests = false } = {}) {
  const found = [];
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else if (tests || !isTest(path)) found.push(relative(ROOT, path));
  };
  for (const place of places) visit(join(ROOT, place));
  return found;
}

/** One hash over names and contents. */
export function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex');
}

const isStamped = (stamp, print) => existsSync(stamp) && readFileSync(stamp, 'utf8') === print;

/** Whether `onceFor` has done its work for exactly these files. */
export const isDoneFor = (stampFile, files) => isStamped(join(ROOT, stampFile), fingerprint(files));

/** Does `work` unless it was done for exactly these files before. The stamp is written only after success. */
export async function onceFor(stampFile, files, work) {
  const now = fingerprint(files);
  const stamp = join(ROOT, stampFile);
  if (isStamped(stamp, now)) return false;
  // What lies there is of neither until it is done.
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  return true;
}
