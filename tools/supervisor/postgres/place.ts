import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RunAs, reaches } from './binaries';

/** Where things of PostgreSQL lie that its user cannot reach in the checkout or data folder (a private home of root). */
export const SHARED = '/var/lib/relevo';

/**
 * The folder of the embedded cluster: `postgres` in the data folder. When the user of PostgreSQL cannot pass through to
 * it, a folder of its own under {@link SHARED}, which the file `postgres-place` in the data folder names.
 */
export function clusterPlace(dataFolder: string, as: RunAs | undefined): string {
  const note = join(dataFolder, 'postgres-place');
  if (existsSync(note)) return readFileSync(note, 'utf8').trim();
  const inside = join(dataFolder, 'postgres');
  if (existsSync(inside) || reaches(dataFolder, 'x', as)) return inside;
  const place = join(SHARED, `data-${randomUUID()}`, 'postgres');
  mkdirSync(join(place, '..'), { recursive: true, mode: 0o711 });
  writeFileSync(note, `${place}\n`);
  return place;
}

/** Removes a data folder for good, with a cluster that lies elsewhere. */
export function removeDataFolder(dataFolder: string): void {
  const note = join(dataFolder, 'postgres-place');
  if (existsSync(note)) rmSync(dirname(readFileSync(note, 'utf8').trim()), { recursive: true, force: true });
  rmSync(dataFolder, { recursive: true, force: true });
}
