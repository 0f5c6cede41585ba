import { join } from 'node:path';
import { checkNode, ensureInstalled } from './install.mjs';
import { alone } from './lock.mjs';
import { ROOT } from './sources.mjs';

const LOCK = join(ROOT, 'dist', '.build-lock');

/** Makes a checkout ready to run: packages, compiled programs and, if asked, the pages. Quick when nothing changed. */
export async function prepare({ say, web }) {
  checkNode();
  return alone(LOCK, say, async () => {
    await ensureInstalled(say);
    const { buildNode } = await import('./node.mjs');
    await buildNode();
    if (web) {
      const { buildWeb } = await import('./web.mjs');
      await buildWeb(say);
    }
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
