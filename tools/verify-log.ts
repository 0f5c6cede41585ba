import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { exitWith } from '../apps/api/src/platform/exit-with';
import { ROOT } from './supervisor/checkout';
import { siteOf, withInstallation } from './supervisor/installation';

/** `npm run verify-log -- <session>`: checks the log of a session of this installation, whether it runs or not. */
async function main(): Promise<number> {
  const program = join(ROOT, 'dist/apps/api/src/verify-log.js');
  return withInstallation(process.env, ({ app }) => {
    const child = spawn(process.execPath, [program, ...process.argv.slice(2)], {
      env: { ...process.env, ...siteOf(process.env), DATABASE_URL: app },
      stdio: 'inherit',
    });
    return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 2)));
  });
}

exitWith(main);
