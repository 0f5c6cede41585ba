import { setTimeout as sleep } from 'node:timers/promises';
import type { Pattern } from './pattern';
import type { Subject } from './subject';

export interface Latency {
  /** ms from the key in the viewer to the changed pixel in its canvas. */
  readonly photon: readonly number[];
  /** ms from the key in the viewer to the program on the desktop. */
  readonly toDesktop: readonly number[];
  /** ms from the drawn desktop to the changed pixel. */
  readonly fromDesktop: readonly number[];
  /** Keys after which nothing changed. */
  readonly missed: number;
}

/** The first keys do not count. */
export const WARM_UP = 3;
const KEY_TIMEOUT_MS = 4000;
const MAX_MISSED = 8;
const PAUSE_MS = { least: 180, spread: 240 } as const;

/** Between two keys: no fixed length, so that they meet nothing that happens at intervals always in the same place. */
export const pause = (): Promise<void> => sleep(PAUSE_MS.least + Math.random() * PAUSE_MS.spread);

/** Presses keys in the viewer, with pauses of no fixed length between them, and times what turns. */
export const measureLatency = async (
  { page }: Subject,
  pattern: Pattern,
  samples: number,
): Promise<Latency> => {
  const photon: number[] = [];
  const toDesktop: number[] = [];
  const fromDesktop: number[] = [];
  let missed = 0;
  for (let i = 0; i < samples + WARM_UP && missed < MAX_MISSED; i++) {
    const before = pattern.turns().length;
    await page.evaluate((timeout) => window.relevoBench.arm(timeout), KEY_TIMEOUT_MS);
    await page.keyboard.press('a');
    const press = await page.evaluate(() => window.relevoBench.seen());
    if (!press) missed++;
    else if (i >= WARM_UP) {
      photon.push(press.seenAt - press.keyAt);
      const turn = pattern.turns()[before];
      if (turn) {
        toDesktop.push(turn.keyAt - press.keyAt);
        fromDesktop.push(press.seenAt - turn.drawnAt);
      }
    }
    await pause();
  }
  return { photon, toDesktop, fromDesktop, missed };
};
