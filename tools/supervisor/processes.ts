import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The arguments of a running process, or null when there is none (a zombie counts as none). */
export function argumentsOf(pid: number): string[] | null {
  try {
    if (process.platform === 'linux') {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
      return args.length > 0 ? args : null;
    }
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(' ');
  } catch {
    return null;
  }
}

/** Fields of /proc/<pid>/stat from the state on; the name before it may hold anything. */
function linuxStat(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** The parent of a process; null when it has gone or this system does not say so cheaply. */
export function parentOf(pid: number): number | null {
  try {
    return process.platform === 'linux' ? Number(linuxStat(pid)[1]) : null;
  } catch {
    return null;
  }
}

/**
 * When a process began, in the system's own words, or null when there is no such process.
 * A pid alone says nothing: numbers are given again.
 */
export function startOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const fields = linuxStat(pid);
      // Start time in clock ticks after boot.
      return fields[0] === 'Z' ? null : (fields[19] ?? null);
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** Waits until `done` holds; false when `milliseconds` went by first. */
export async function waitUntil(done: () => boolean | Promise<boolean>, milliseconds: number) {
  const deadline = performance.now() + milliseconds;
  while (!(await done())) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** Signals a process; a process that has gone meanwhile is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Sends each signal in turn until the process has gone, waiting `patience` ms after each. False when it still lives. */
export async function endProcess(pid: number, signals: readonly NodeJS.Signals[], patience: number) {
  const start = startOf(pid);
  if (start === null) return true;
  for (const name of signals) {
    signal(pid, name);
    if (await waitUntil(() => startOf(pid) !== start, patience)) return true;
  }
  return false;
}
