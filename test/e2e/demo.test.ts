import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { freePort } from '../../tools/supervisor/postgres/server';
import { waitUntil } from '../../tools/supervisor/processes';

const ROOT = resolve(__dirname, '../..');
const SOON = 120_000;

jest.setTimeout(300_000);

/** Every process that was started with this mark in its environment. */
function marked(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`DEMO_TEST=${mark}`);
      } catch {
        return false;
      }
    });
}

test('npm run demo shows the console and the customer’s desktop, and Ctrl-C leaves nothing behind', async () => {
  const mark = String(process.pid);
  const demo = spawn('npm', ['run', 'demo'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(await freePort()), DEMO_TEST: mark },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  demo.stdout.on('data', (data: Buffer) => (output += data.toString()));
  demo.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const closed = new Promise<void>((done) => demo.once('close', () => done()));
  let browser: Browser | null = null;
  try {
    expect(await waitUntil(() => output.includes('Ctrl-C') || demo.exitCode !== null, SOON)).toBe(true);
    const found =
      /(http\S+\/sessions\/\S+)[^]*e-mail\s+(\S+)[^]*password\s+(\S+)[^]*(http\S+vnc\.html\S+)/.exec(output);
    if (!found) throw new Error(output);
    const [, console, email = '', password = '', tab = ''] = found;

    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const desktop = await browser.newPage();
    await desktop.goto(tab);
    await desktop.locator('canvas').waitFor({ timeout: SOON });

    const csr = await browser.newPage();
    await csr.goto(String(console));
    await csr.getByLabel('E-mail').fill(email);
    await csr.locator('input[type=password]').fill(password);
    await csr.keyboard.press('Enter');
    await csr.getByRole('button', { name: 'End session' }).waitFor({ timeout: SOON });
    expect(marked(mark).length).toBeGreaterThan(5);
    // What is typed on the customer's desktop lies where it is thrown away, not in the checkout.
    const places = marked(mark)
      .filter((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8') === 'xterm\n')
      .map((pid) => readlinkSync(`/proc/${pid}/cwd`));
    expect(places).toEqual(Array(2).fill(join(ROOT, 'data/demo/home')));
  } finally {
    await browser?.close();
    process.kill(-Number(demo.pid), 'SIGINT');
    await closed;
  }
  expect(await waitUntil(() => marked(mark).length === 0, SOON)).toBe(true);
  expect(existsSync(join(ROOT, 'data', 'demo'))).toBe(false);
});
