import { type Capability, MAX_MINUTES } from '@relevo/domain';
import type { AgentView } from './agent-view';
import type { Translate } from './words';

const LADDER = [5, 10, 20] as const;

/** The longest duration that a question can give, in minutes; null = until stopped. */
export const longestOf = (asked: number | null, covers: readonly Capability[]): number | null =>
  covers.reduce<number | null>((longest, capability) => {
    const cap = MAX_MINUTES[capability];
    return cap === null ? longest : Math.min(longest ?? cap, cap);
  }, asked);

/** Durations to choose from: what was asked, and shorter ones. */
export const durationsUpTo = (longest: number | null): (number | null)[] => [
  ...LADDER.filter((minutes) => longest === null || minutes < longest).slice(-3),
  longest,
];

/** The row of durations; the one that holds now is marked. */
export const choicesOf = (
  longest: number | null,
  chosen: number | null,
  t: Translate,
): AgentView['choices'] =>
  durationsUpTo(longest).map((minutes) => ({
    minutes,
    label: minutes === null ? t('choice.untilStopped') : t('choice.minutes', { minutes }),
    chosen: minutes === chosen,
  }));
