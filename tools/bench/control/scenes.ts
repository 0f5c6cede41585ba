import { setTimeout as sleep } from 'node:timers/promises';
import type { DesktopProgram } from '@relevo/testing';
import { type Cost, measureCost } from './cost';
import { type Latency, measureLatency } from './latency';
import { type Likeness, likenessOf } from './likeness';
import { Pattern, type PatternMode } from './pattern';
import type { Motion } from './probe';
import type { Subject } from './subject';
import { readTextStrip } from './text-strip';

export interface Plan {
  /** Key presses per scene. */
  readonly samples: number;
  /** Length of a moving or still scene. */
  readonly windowMs: number;
  /** Path of the pattern program. */
  readonly pattern: string;
  /** Two real pages, as files of raw pixels. */
  readonly pages: readonly [string, string];
  /** Whether the loopback holds only what is measured. */
  readonly ownNetwork: boolean;
}

export interface LatencyScene {
  readonly latency: Latency;
  /** 1 s after the last change. */
  readonly likeness: Likeness;
}

export interface MovingScene {
  readonly framesPerSecond: number;
  readonly drawnPerSecond: readonly number[];
  readonly motion: Motion;
  readonly cost: Cost;
  /** 1 s after the last change. */
  readonly likeness: Likeness;
}

/** After a program has appeared, and before keys go to it. */
const SETTLE_MS = 700;
const REST_MS = 1000;
const MOVING_SETTLE_MS = 1800;
/** Until a program that was stopped is seen to stand still. */
const FROZEN_MS = 150;

/** Seven lines in turn whose first 90 letters stay the same, so that they can be read back; the rest of each is new. */
const XTERM_SCRIPT = `
set -- \
 'the quick brown fox jumps over the lazy dog while five boxing wizards watch them from afar ' \
 'pack my box with five dozen liquor jugs and send the invoice to the office on the hill now ' \
 'how vexingly quick daft zebras jump across the river when nobody at the support desk looks ' \
 'sphinx of black quartz judge my vow to restart each printer of this building before lunch  ' \
 'jackdaws love my big sphinx of quartz but the customer wants the driver and nothing else   ' \
 'the update of the archive waits for a password which nobody in the whole office remembers  ' \
 'crazy fredrick bought many very exquisite opal jewels and forgot the number of his session '
i=0
while :; do
  for line; do
    i=$((i+1)); echo "$line $i $((i*7919)) sphinx of black quartz $((i*i)) judge my vow $i liquor jugs $((i*31)) daft zebras $i the five boxing wizards $i"
    [ $((i % 4)) = 0 ] && sleep 0.016
  done
done`;
const XTERM = ['-fullscreen', '-geometry', '300x100+0+0', '-e', 'sh', '-c', XTERM_SCRIPT];

/** Key to changed pixel in a scene that turns. */
export const latencyScene = async (
  subject: Subject,
  plan: Plan,
  mode: 'full' | 'patch' | 'page' | 'img',
): Promise<LatencyScene> => {
  const pictures = mode === 'img' ? plan.pages : [];
  const pattern = await Pattern.show(plan.pattern, subject.desktop, mode, pictures);
  await sleep(SETTLE_MS);
  await subject.focus();
  await sleep(SETTLE_MS);
  const latency = await measureLatency(subject, pattern, plan.samples);
  await sleep(REST_MS);
  const likeness = await likenessOf(subject);
  await pattern.end();
  return { latency, likeness };
};

const moving = async (
  subject: Subject,
  plan: Plan,
  mode: PatternMode,
  behind?: DesktopProgram,
): Promise<MovingScene> => {
  const pattern = await Pattern.show(plan.pattern, subject.desktop, mode);
  await sleep(MOVING_SETTLE_MS);
  const stop = () => {
    pattern.freeze();
    if (behind) process.kill(-behind.pid, 'SIGSTOP');
  };
  const goOn = () => {
    if (behind) process.kill(-behind.pid, 'SIGCONT');
    pattern.thaw();
  };
  stop();
  await sleep(FROZEN_MS);
  const strip = await readTextStrip(subject.desktop);
  goOn();
  await sleep(SETTLE_MS);
  const { cost, result } = await measureCost(subject, plan.windowMs, plan.ownNetwork, () =>
    subject.page.evaluate(([ms, width, text]) => window.relevoBench.watch(ms, width, text), [
      plan.windowMs,
      subject.desktop.width,
      strip,
    ] as const),
  );
  const motion = result ?? { seconds: 1, ages: [], unreadable: 0, illegible: 0 };
  const drawnPerSecond = pattern.drawn(plan.windowMs / 1000);
  // What moves stops, so that the picture can be compared with the desktop.
  stop();
  await sleep(REST_MS);
  const likeness = await likenessOf(subject);
  goOn();
  await pattern.end();
  return { framesPerSecond: motion.ages.length / motion.seconds, drawnPerSecond, motion, cost, likeness };
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
