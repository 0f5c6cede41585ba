import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './sources.mjs';

const packagesOf = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;

/** Whether node_modules holds exactly what package-lock.json says (packages for other systems may be absent). */
export function isInstalled() {
  const hidden = 'node_modules/.package-lock.json';
  if (!existsSync(join(ROOT, hidden))) return false;
  const installed = packagesOf(hidden);
  return Object.entries(packagesOf('package-lock.json')).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === wanted.version : wanted.optional === true || wanted.devOptional === true;
  });
}

/** Installs the packages when they are missing or other than package-lock.json says. No package runs a script of its own. */
export async function ensureInstalled(say) {
  if (isInstalled()) return;
  say('Installing packages (npm ci) …');
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  await new Promise((resolve, reject) => {
    spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
      .once('error', reject)
      .once('exit', (code) => (code === 0 ? resolve() : reject(new Error('npm ci failed'))));
  });
}
