/** Licences under which we may deliver what we depend on; all fit Apache-2.0. */
const FINE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Packages that do not say it in the usual form; read by a person. */
const READ = new Map([
  ['dom-walk', 'MIT'],
  ['exif-parser', 'MIT'],
  ['x11', 'MIT'],
  ['xmlhttprequest-ssl', 'MIT'],
  // Royalty-free for desktop programs that name Slint, else GPL-3.0: the agent's window says "made with Slint".
  ['slint-ui', 'Slint royalty-free 2.0'],
  ['@slint-ui/slint-ui-binary', 'Slint royalty-free 2.0'],
]);

const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

const readByPerson = (name) =>
  READ.get(name) ?? READ.get(name.replace(/-(linux|darwin|win32)-.*$/, '')) ?? null;

/** Whether a licence expression leaves us one that is fine. */
function fits(expression) {
  const text = expression.replace(/[()]/g, '').trim();
  if (text.includes(' OR ')) return text.split(' OR ').some(fits);
  return text.split(' AND ').every((one) => FINE.has(one.trim()));
}

/** What is delivered: everything that is no tool, without binaries for other systems that npm has no entry of. */
const delivered = ({ packages }) =>
  Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.link)
    .map(([path, entry]) => ({ name: nameOf(path), ...entry }))
    .filter(({ license, optional, os, cpu }) => license || !(optional && (os || cpu)));

/** Delivered packages by licence, for people: `[licence, names]`, the most used first. */
export function licencesOf(lock) {
  const by = new Map();
  for (const { name, license } of delivered(lock)) {
    const licence = readByPerson(name) ?? license ?? 'none';
    by.set(licence, [...(by.get(licence) ?? []), name]);
  }
  return [...by].sort(([, a], [, b]) => b.length - a.length);
}

/** Delivered packages that we may not deliver, or of which we do not know it. SEC-S1 */
export function licenceFaults(lock) {
  return delivered(lock)
    .filter(({ name, license }) => readByPerson(name) === null && !(license && fits(license)))
    .map(
      ({ name, version, license }) => `${name} ${version}: licence "${license ?? 'none'}" is not on the list`,
    );
}
