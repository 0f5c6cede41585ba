import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface ProcessTimes {
  readonly parent: number;
  /** Clock ticks of its own and of children that have ended. */
  readonly ticks: number;
}

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK']).toString());

const pids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

const timesOf = (pid: number): ProcessTimes | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before the last bracket may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system, usedByEndedUser, usedByEndedSystem] = fields.slice(11, 15).map(Number);
    return {
      parent: Number(fields[1]),
      ticks: (user ?? 0) + (system ?? 0) + (usedByEndedUser ?? 0) + (usedByEndedSystem ?? 0),
    };
  } catch {
    return null;
  }
};

/** These processes and all that descend from them. */
const treeOf = (roots: readonly number[]): Map<number, ProcessTimes> => {
  const all = new Map(pids().flatMap((pid) => [[pid, timesOf(pid)] as const]));
  const tree = new Map<number, ProcessTimes>();
  const add = (pid: number): void => {
    const times = all.get(pid);
    if (!times || tree.has(pid)) return;
    tree.set(pid, times);
    for (const [child, of] of all) if (of?.parent === pid) add(child);
  };
  for (const root of roots) add(root);
  return tree;
};

/** Seconds of processor time that these trees have used so far. */
export const cpuSeconds = (roots: readonly number[]): number =>
  [...treeOf(roots).values()].reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;

/** Memory of these trees in MiB, shared pages counted in parts (PSS). */
export const memoryMiB = (roots: readonly number[]): number => {
  let kilobytes = 0;
  for (const pid of treeOf(roots).keys())
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It has just ended.
    }
  return kilobytes / 1024;
};

/** The process with this text in its command line that no other such process has started. */
export const processWith = (text: string): number => {
  const found = pids().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
  const root = found.find((pid) => pid !== process.pid && !found.includes(timesOf(pid)?.parent ?? 0));
  if (root === undefined) throw new Error(`no process with ${text}`);
  return root;
};

/** Our own children that run a program of this name. */
export const childrenNamed = (name: string): number[] =>
  pids().filter((pid) => {
    try {
      return (
        readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === name && timesOf(pid)?.parent === process.pid
      );
    } catch {
      return false;
    }
  });

/** The process with this text in its command line among those that descend from `root`. */
export const childWith = (root: number, text: string): number => {
  const found = [...treeOf([root]).keys()].find(
    (pid) => pid !== root && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text),
  );
  if (found === undefined) throw new Error(`no process with ${text} below ${root}`);
  return found;
};
