import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alone } from './lock.mjs';

let folder: string;
let file: string;
let said: string[];
const say = (line: string): void => void said.push(line);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relevo-lock-'));
  file = join(folder, 'dist', 'lock');
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a process leaves that was cut off. */
const leave = async (text: string): Promise<void> => {
  await alone(file, say, async () => {});
  writeFileSync(file, text);
};

it('holds while the work runs, and lets go also when it fails', async () => {
  await alone(file, say, async () => expect(readFileSync(file, 'utf8')).toContain(`${process.pid} `));
  expect(existsSync(file)).toBe(false);
  await expect(alone(file, say, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
  expect(said).toEqual([]);
});

it.each([
  ['a process that has gone', '999999999 1'],
  ['an earlier process with our number', `${process.pid} 1`],
  ['an earlier process with the number of another that lives', '1 0'],
  ['nobody: it was cut off', ''],
])('a lock of %s stops nobody', async (_, text) => {
  await leave(text);
  expect(await alone(file, say, async () => 'done')).toBe('done');
  expect(said).toEqual([]);
});

it('waits for who works, and says for whom, once', async () => {
  const other = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  const start = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
  await leave(`${other.pid} ${start}`);
  const ours = alone(
    file,
    (line) => {
      say(line);
      other.stdin.end();
    },
    async () => other.exitCode,
  );
  await once(other, 'exit');
  expect(await ours).toBe(0);
  expect(said).toEqual([`Process ${other.pid} installs or builds in this checkout: waiting …`]);
});
