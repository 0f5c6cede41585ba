import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const MARK = 'RELEVO_TEST_FILE';

/** Environment that every process started by one test file inherits. */
export const marked = (file) => ({ [MARK]: `${process.pid}:${file}` });

function running(file) {
  if (process.platform !== 'linux') return [];
  const wanted = `${MARK}=${process.pid}:${file}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(wanted)) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return command ? [{ pid: Number(pid), command }] : [];
      } catch {
        // It has gone, or belongs to somebody else.
        return [];
      }
    });
}

/** Processes that a test file left behind, after some seconds to go by themselves. They are ended. */
export async function endLeftovers(file) {
  for (let tries = 0; tries < 50; tries++) {
    if (running(file).length === 0) return [];
    await sleep(100);
  }
  const left = running(file);
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
  return left.map(({ pid, command }) => `${pid} ${command.slice(0, 160)}`);
}
