import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const WANTED = JSON.parse(readFileSync(join(import.meta.dirname, 'system-packages.json'), 'utf8'));

const run = (command, args, options = {}) => spawnSync(command, args, { encoding: 'utf8', ...options });

/** Names of the wanted packages that this system lacks. Without dpkg the commands are looked for. */
function missing() {
  const list = run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n']);
  if (list.status === 0) {
    const installed = new Set(
      list.stdout
        .split('\n')
        .filter((line) => line.endsWith(' installed'))
        .map((line) => line.split(' ')[0]),
    );
    return WANTED.map((entry) => entry.package).filter((name) => !installed.has(name));
  }
  const present = (command) => run('sh', ['-c', 'command -v "$0"', command]).status === 0;
  return WANTED.filter((entry) => entry.command && !present(entry.command)).map((entry) => entry.package);
}

function install(names) {
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  run('apt-get', [...lock, 'update', '-q'], options);
  run('apt-get', [...lock, 'install', '-y', '-q', '--no-install-recommends', ...names], options);
}

/**
 * Sees to it that the parts of the operating system that tests and demo use are there.
 * As root on Debian or Ubuntu it installs what is missing; otherwise it says in one line what to install.
 */
export function ensureSystemPackages(say = console.log) {
  let names = missing();
  if (names.length > 0 && process.getuid?.() === 0 && run('apt-get', ['--version']).status === 0) {
    say(`Installing ${names.join(' ')} …`);
    install(names);
    names = missing();
  }
  if (names.length > 0)
    throw new Error(`Missing parts of the system. Install them: sudo apt-get install ${names.join(' ')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    ensureSystemPackages();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
