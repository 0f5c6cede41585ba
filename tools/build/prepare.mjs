import { join } from 'node:path';
import { checkNode, ensureInstalled, isInstalled } from './install.mjs';
import { alone } from './lock.mjs';
import { buildNode, isNodeBuilt } from './node.mjs';
import { ROOT } from './sources.mjs';
import { buildWeb, isWebBuilt } from './web.mjs';

const LOCK = join(ROOT, 'dist', '.build-lock');

/** Stamps come last: where they fit, nobody has to be waited for. */
const isPrepared = (web) => isInstalled() && isNodeBuilt() && (!web || isWebBuilt());

/** Makes a checkout ready to run: packages, compiled programs and, if asked, the pages. Quick when nothing changed. */
export async function prepare({ say, web }) {
  checkNode();
  if (isPrepared(web)) return;
  await alone(LOCK, say, async () => {
    await ensureInstalled(say);
    await buildNode();
    if (web) await buildWeb(say);
  });
}

/** The same for a program: what went wrong is said in words, without a stack. */
export async function prepareOrExit(options) {
  try {
    await prepare(options);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
