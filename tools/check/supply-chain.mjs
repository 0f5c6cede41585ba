import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { codeFaults } from './code-rules.mjs';
import { licenceFaults, licencesOf } from './licences.mjs';
import { lockFileFaults } from './lock-file.mjs';
import { secretFaults } from './secrets.mjs';

// SEC-S1: what we deliver and depend on. node tools/check/supply-chain.mjs [folder]
const ROOT = resolve(process.argv[2] ?? join(import.meta.dirname, '../..'));

const SKIPPED = new Set(['node_modules', '.git', 'dist', 'data', 'test-results']);
const PRODUCT = /^(apps|libs|migrations|tools)\//;
const MOST_BYTES = 2_000_000;

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (SKIPPED.has(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

/** Everything that is text; null for the rest. */
function textOf(path) {
  if (statSync(path).size > MOST_BYTES) return null;
  const bytes = readFileSync(path);
  return bytes.includes(0) ? null : bytes.toString('utf8');
}

const read = (name) => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

/** The bill of materials (CycloneDX) as npm writes it, without what only our own tools need. */
function billOf() {
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  // With `--omit dev` npm leaves out whatever a tool needs as well.
  const args = [...first, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr.trim()}`);
  const bill = JSON.parse(stdout);
  const delivered = ({ properties = [] }) =>
    !properties.some(({ name }) => name === 'cdx:npm:package:development');
  const kept = bill.components.filter(delivered);
  const refs = new Set([
    bill.metadata.component['bom-ref'],
    ...kept.map((component) => component['bom-ref']),
  ]);
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  return { ...bill, components: kept, dependencies };
}

/** Writes the bill beside the test results; says what it lacks. */
function billFaults(manifest) {
  const bill = billOf();
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  writeFileSync(join(ROOT, 'test-results/sbom.cdx.json'), JSON.stringify(bill, null, 2));
  const known = new Set(bill.components.map(({ name }) => name));
  return Object.keys(manifest.dependencies)
    .filter((name) => !known.has(name))
    .map((name) => `${name} is not in the bill of materials`);
}

const texts = filesBelow(ROOT).flatMap((path) => {
  const text = textOf(path);
  return text === null ? [] : [[relative(ROOT, path), text]];
});
const manifest = read('package.json');
const lock = read('package-lock.json');
const faults = [
  ...texts.filter(([file]) => PRODUCT.test(file)).flatMap(([file, text]) => codeFaults(file, text)),
  ...texts.flatMap(([file, text]) => secretFaults(file, text)),
  ...lockFileFaults(manifest, lock),
  ...licenceFaults(lock),
  ...(existsSync(join(ROOT, 'node_modules')) ? billFaults(manifest) : []),
];
for (const fault of faults) console.log(fault);
for (const [licence, names] of licencesOf(lock))
  console.log(`${String(names.length).padStart(5)}  ${licence}`);
process.exitCode = faults.length === 0 ? 0 : 1;
