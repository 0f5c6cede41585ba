import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './sources.mjs';

const FILE = join(ROOT, 'dist', '.build-lock');

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function take() {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  try {
    writeFileSync(FILE, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    const holder = Number(readFileSync(FILE, 'utf8'));
    if (holder > 0 && !isAlive(holder)) rmSync(FILE);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return false;
}

/** Runs `work` while no other start installs or builds in this checkout. */
export async function alone(work) {
  while (!take()) await sleep(100);
  try {
    return await work();
  } finally {
    rmSync(FILE, { force: true });
  }
}
