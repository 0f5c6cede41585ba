import { setTimeout as sleep } from 'node:timers/promises';
import { type Load, watchLoad } from '../machine/load';
import { loopbackBytes } from '../machine/network';
import { cpuSeconds, memoryMiB } from '../machine/processes';
import type { Group, Subject } from './subject';

export interface Cost {
  readonly seconds: number;
  /** Cores that each group kept busy. */
  readonly cores: Readonly<Record<Group, number>>;
  readonly memoryMiB: Readonly<Record<Group, number>>;
  /** Bits that went to and fro, or only to the viewer where nothing else can be counted. */
  readonly mbitPerSecond: number;
  /** Bytes for the picture (for a product without such a channel: all) that reached the viewer. */
  readonly pictureBytes: number;
  readonly load: Load;
}

const GROUPS: readonly Group[] = ['agent', 'server', 'viewer', 'x'];

const perGroup = (value: (group: Group) => number): Record<Group, number> =>
  Object.fromEntries(GROUPS.map((group) => [group, value(group)])) as Record<Group, number>;

/** What a product uses while something goes on for so long. */
export const measureCost = async <Result>(
  { page, groups }: Subject,
  milliseconds: number,
  ownNetwork: boolean,
  during?: () => Promise<Result>,
): Promise<{ cost: Cost; result: Result | undefined }> => {
  const received = () => page.evaluate(() => window.relevoBenchReceived());
  const receivedBefore = await received();
  const loadSince = watchLoad();
  const from = performance.now();
  const bytesBefore = loopbackBytes();
  const cpuBefore = perGroup((group) => cpuSeconds(groups[group]));
  const [result] = await Promise.all([during?.(), sleep(milliseconds)]);
  const cpuAfter = perGroup((group) => cpuSeconds(groups[group]));
  const bytes = loopbackBytes() - bytesBefore;
  const seconds = (performance.now() - from) / 1000;
  const load = loadSince();
  const receivedAfter = await received();
  const all = receivedAfter.all - receivedBefore.all;
  return {
    result,
    cost: {
      seconds,
      cores: perGroup((group) => (cpuAfter[group] - cpuBefore[group]) / seconds),
      memoryMiB: perGroup((group) => memoryMiB(groups[group])),
      mbitPerSecond: ((ownNetwork ? bytes : all) * 8) / 1e6 / seconds,
      pictureBytes: receivedAfter.picture > 0 ? receivedAfter.picture - receivedBefore.picture : all,
      load,
    },
  };
};
