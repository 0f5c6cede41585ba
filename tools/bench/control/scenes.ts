import { setTimeout as sleep } from 'node:timers/promises';
import type { DesktopProgram } from '@relevo/testing';
import { type Cost, measureCost } from './cost';
import { type Latency, measureLatency } from './latency';
import { Pattern, type PatternMode } from './pattern';
import type { Motion } from './probe';
import { shareOfSamePixels } from './sameness';
import type { Subject } from './subject';

export interface Plan {
  /** Key presses per scene. */
  readonly samples: number;
  /** Length of a moving or still scene. */
  readonly windowMs: number;
  /** Path of the pattern program. */
  readonly pattern: string;
  /** Whether the loopback holds only what is measured. */
  readonly ownNetwork: boolean;
}

export interface LatencyScene {
  readonly latency: Latency;
  /** Share of pixels that are right 1 s after the last change. */
  readonly same: number;
}

export interface MovingScene {
  readonly framesPerSecond: number;
  readonly drawnPerSecond: readonly number[];
  readonly motion: Motion;
  readonly cost: Cost;
  readonly same: number;
}

/** After a program has appeared, and before keys go to it. */
const SETTLE_MS = 700;
const REST_MS = 1000;
const MOVING_SETTLE_MS = 1800;

const XTERM = [
  '-fullscreen',
  '-geometry',
  '300x100+0+0',
  '-e',
  'sh',
  '-c',
  // Long lines, four at a time at about 60 Hz.
  'i=0; while :; do i=$((i+1)); echo "$i the quick brown fox jumps over the lazy dog $i $i $i pack my box with five dozen liquor jugs $i how vexingly quick daft zebras jump $i sphinx of black quartz judge my vow $i $i the five boxing wizards jump quickly $i jackdaws love my big sphinx of quartz $i"; [ $((i % 4)) = 0 ] && sleep 0.016; done',
];

/** Key to changed pixel in a scene that turns. */
export const latencyScene = async (
  subject: Subject,
  plan: Plan,
  mode: 'full' | 'patch' | 'page',
): Promise<LatencyScene> => {
  const pattern = await Pattern.show(plan.pattern, subject.desktop, mode);
  await sleep(SETTLE_MS);
  await subject.focus();
  await sleep(SETTLE_MS);
  const latency = await measureLatency(subject, pattern, plan.samples);
  await sleep(REST_MS);
  const same = await shareOfSamePixels(subject);
  await pattern.end();
  return { latency, same };
};

const moving = async (
  subject: Subject,
  plan: Plan,
  mode: PatternMode,
  behind?: DesktopProgram,
): Promise<MovingScene> => {
  const pattern = await Pattern.show(plan.pattern, subject.desktop, mode);
  await sleep(MOVING_SETTLE_MS);
  const { cost, result } = await measureCost(subject, plan.windowMs, plan.ownNetwork, () =>
    subject.page.evaluate(([ms, width]) => window.relevoBench.watch(ms, width), [
      plan.windowMs,
      subject.desktop.width,
    ] as const),
  );
  const motion = result ?? { seconds: 1, ages: [], unreadable: 0 };
  const drawnPerSecond = pattern.drawn(plan.windowMs / 1000);
  // What moves stops, so that the picture can be compared with the desktop.
  pattern.freeze();
  if (behind) process.kill(-behind.pid, 'SIGSTOP');
  await sleep(REST_MS);
  const same = await shareOfSamePixels(subject);
  if (behind) process.kill(-behind.pid, 'SIGCONT');
  await pattern.end();
  return { framesPerSecond: motion.ages.length / motion.seconds, drawnPerSecond, motion, cost, same };
};

/** A page of dense text scrolls at 60 Hz. */
export const textScroll = (subject: Subject, plan: Plan): Promise<MovingScene> =>
  moving(subject, plan, 'motion');

/** A terminal over the whole screen writes long lines. */
export const terminal = async (subject: Subject, plan: Plan): Promise<MovingScene> => {
  const xterm = subject.desktop.run('xterm', XTERM);
  try {
    await sleep(SETTLE_MS);
    return await moving(subject, plan, 'stamp', xterm);
  } finally {
    await xterm.stop();
  }
};

/** The desktop as it was at the start, with the product's own windows on it, and nothing happens. */
export const still = async (subject: Subject, plan: Plan): Promise<Cost> => {
  await sleep(MOVING_SETTLE_MS);
  return (await measureCost(subject, plan.windowMs, plan.ownNetwork)).cost;
};
