import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** When a process began, where the system says so: a number alone may belong to another by now. */
function startOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[19];
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The process that a lock names, while it lives; null for one that has gone, and for what is no lock. */
function holderOf(file) {
  const [pid, start = ''] = readFileSync(file, 'utf8').split(' ');
  const holder = Number(pid);
  return holder > 0 && holder !== process.pid && isAlive(holder) && startOf(holder) === start ? holder : null;
}

/** Takes the lock, whole or not at all; otherwise says who has it, null when it is worth another try. */
function take(file) {
  const own = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(own, `${process.pid} ${startOf(process.pid)}`);
  try {
    linkSync(own, file);
    return { taken: true, holder: null };
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
  try {
    const holder = holderOf(file);
    if (holder === null) rmSync(file);
    return { taken: false, holder };
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { taken: false, holder: null };
  }
}

/** Runs `work` while no other process works under the lock `file`; says once whom it waits for. */
export async function alone(file, say, work) {
  for (let told = false; ; await sleep(100)) {
    const { taken, holder } = take(file);
    if (taken) break;
    if (holder === null || told) continue;
    say(`Process ${holder} installs or builds in this checkout: waiting …`);
    told = true;
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
