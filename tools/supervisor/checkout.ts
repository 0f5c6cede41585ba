import { resolve } from 'node:path';
import type { RawEnvironment } from '../../apps/api/src/platform/config/config';

/** The checkout, seen from the compiled code. */
export const ROOT = resolve(__dirname, '../../..');

/** Absolute path of the data folder that the environment means. */
export const dataFolderOf = (env: RawEnvironment): string => resolve(ROOT, env.DATA_DIR?.trim() || 'data');
