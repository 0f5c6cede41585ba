/** Whether the package at `path` finds `name`: beside itself, or in a folder above. */
function resolves(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/** Optional packages, for other systems mostly, that the lock file leaves out: `npm ci` refuses to work then. */
export function leftOut({ packages }) {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !resolves(packages, path, name))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
}

/**
 * Every package is pinned to an exact version and its content to a hash. Without a hash are only packages for other
 * systems that the registry did not have when the lock file was made. SEC-S1
 */
export function lockFileFaults({ dependencies, devDependencies, optionalDependencies }, lock) {
  const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const loose = wanted
    .filter(([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `package.json: ${name} is not pinned to one version (${version})`);
  const unhashed = Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.link && !entry.inBundle && !entry.integrity)
    .filter(([, { optional, os, cpu }]) => !(optional && (os || cpu)))
    .map(([path]) => `package-lock.json: ${path} has no integrity hash`);
  const elsewhere = Object.entries(lock.packages)
    .filter(([, { resolved }]) => resolved !== undefined)
    .map(([path]) => `package-lock.json: ${path} names a registry: .npmrc keeps that out`);
  const absent = leftOut(lock).map(
    ({ name }) => `package-lock.json: ${name} is left out: node tools/check/complete-lock-file.mjs adds it`,
  );
  return [...loose, ...unhashed, ...elsewhere, ...absent];
}
