import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/sources.mjs';

/** Every package is pinned to an exact version and its content to a hash. */
export function lockFileFaults() {
  const read = (name) => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));
  const { dependencies, devDependencies, optionalDependencies } = read('package.json');
  const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const loose = wanted
    .filter(([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `package.json: ${name} is not pinned to one version (${version})`);
  const unhashed = Object.entries(read('package-lock.json').packages)
    .filter(([path, entry]) => path !== '' && !entry.link && !entry.inBundle && !entry.integrity)
    .map(([path]) => `package-lock.json: ${path} has no integrity hash`);
  return [...loose, ...unhashed];
}
