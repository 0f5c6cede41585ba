import { cpus, loadavg } from 'node:os';

export interface Load {
  /** Load average of the last minute. */
  readonly average: number;
  /** Share of all processors that was busy since `from`; 1 = all. */
  readonly busy: number;
}

const times = (): { idle: number; all: number } => {
  const each = cpus().map((cpu) => cpu.times);
  return {
    idle: each.reduce((sum, { idle }) => sum + idle, 0),
    all: each.reduce((sum, { idle, user, nice, sys, irq }) => sum + idle + user + nice + sys + irq, 0),
  };
};

/** Starts to watch how busy the machine is; the returned function tells how busy it was since. */
export const watchLoad = (): (() => Load) => {
  const before = times();
  return () => {
    const now = times();
    const all = now.all - before.all;
    return { average: loadavg()[0] ?? 0, busy: all === 0 ? 0 : 1 - (now.idle - before.idle) / all };
  };
};
