import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../../tools/supervisor/postgres/server';

const MAIN = join(__dirname, '../../dist/apps/customer-agent/machine/src/main.js');

/** The agent where no window can be shown: what a person reads, and what a script learns. */
const runAgent = (...invitation: string[]) =>
  spawnSync(process.execPath, [MAIN, ...invitation], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'en_GB.UTF-8' },
    timeout: 20_000,
  });

test('an agent that cannot reach its server says so and does not pretend that all went well', async () => {
  const ended = runAgent('123456789', '--server', `http://localhost:${await freePort()}`);
  expect(ended.stdout).toContain('cannot be reached');
  expect(ended.status).toBe(1);
});

test('an agent without words on what to join is told how it is used', () => {
  const ended = runAgent();
  expect(ended.stderr).toContain('npm run agent');
  expect(ended.status).toBe(2);
});
