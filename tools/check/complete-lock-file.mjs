import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/sources.mjs';
import { leftOut } from './lock-file.mjs';

// npm leaves packages for other systems out of the lock file when the registry in use lacks them, and `npm ci` then
// refuses the whole file. Their names say for what system they are.

const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const CPU = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32', 'arm'];

function systemOf(name) {
  const words = name.split('/').at(-1).split(/[-.]/);
  const os = OS.filter((known) => words.includes(known));
  const cpu = CPU.filter((known) => words.includes(known)).slice(0, 1);
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.includes('gnu')
      ? ['glibc']
      : [];
  if (os.length + cpu.length === 0) throw new Error(`${name} does not say for what system it is`);
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os.includes('linux') && libc.length > 0 ? { libc } : {}),
    ...(os.length > 0 ? { os } : {}),
  };
}

const file = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = leftOut(lock);
for (const { name, version, dev } of added) {
  const { cpu, libc, os } = systemOf(name);
  // The order of npm.
  lock.packages[`node_modules/${name}`] = { version, cpu, dev: dev || undefined, libc, optional: true, os };
}
const [root, ...others] = Object.entries(lock.packages);
others.sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries([root, ...others]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} packages added`);
