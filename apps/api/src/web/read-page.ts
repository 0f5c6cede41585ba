import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../platform/errors/code-of';
import { POLICY_PATH } from './policy-script';

/** The page of a built app with the policy script before all others; null when it was not built. */
export const readPage = (folder: string): string | null => {
  try {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    return html.replace(/<head>/i, `<head><script src="${POLICY_PATH}"></script>`);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};
