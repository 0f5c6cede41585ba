import { loadavg } from 'node:os';
import type { Cleanup } from '../machine/cleanup';
import type { BenchOptions } from '../options';
import { type BenchCase, type Figure, judge, type Target } from '../report';
import { startBare } from './bare';
import { chatter, type Relayed } from './chatter';
import { startRelevo } from './relevo';
import type { RelaySubject } from './seat';

const SESSIONS = 500;
const MB_PER_MIB = 1.048576;

const figure = (
  name: string,
  unit: string,
  of: (relayed: Relayed) => number,
  target?: Target,
): ((ours: Relayed, peer: Relayed) => Figure) => {
  return (ours, peer) => ({ case: name, unit, ours: of(ours), peer: of(peer), target });
};

const FIGURES = [
  figure('send to receive, median', 'ms', (one) => one.median),
  figure('send to receive, p99', 'ms', (one) => one.p99, { of: 'ours', is: '<', bound: 50 }),
  figure('CPU for each delivery', 'µs', (one) => one.cpuPerDelivery, { of: 'ratio', is: '<=', bound: 4 }),
  figure('memory (PSS, without the database)', 'MB', (one) => one.memoryMiB * MB_PER_MIB, {
    of: 'ours',
    is: '<',
    bound: 400,
  }),
  figure('messages sent', 'messages', (one) => one.sent),
  figure('deliveries', 'deliveries', (one) => one.delivered),
  figure('messages that did not reach everybody', 'messages', (one) => one.missing, {
    of: 'ours',
    is: '<=',
    bound: 0,
  }),
  figure('machine busy', '%', (one) => one.machineBusy * 100),
];

/** Chat of many sessions at once, each message persisted before it is acknowledged, beside a bare Socket.IO server. */
export const measureRelay = async (
  { windowMs, sessions = SESSIONS }: BenchOptions,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<{ cases: readonly BenchCase[]; notes: readonly string[] }> => {
  const loadBefore = loadavg()[0] ?? 0;
  const measured: Relayed[] = [];
  for (const start of [startRelevo, startBare]) {
    say(`starting ${start === startRelevo ? 'relevo' : 'the bare server'} with ${sessions} sessions of 3`);
    const subject: RelaySubject = await start(sessions);
    cleanup.add(() => subject.stop());
    say(`${subject.name}: everybody talks`);
    measured.push(await chatter(subject, windowMs));
    await subject.stop();
  }
  const [ours, peer] = measured;
  if (!ours || !peer) throw new Error('nothing was measured');
  return {
    cases: FIGURES.map((of) => judge(of(ours, peer))),
    notes: [
      `${sessions} sessions of 3, each participant one message a second, ${windowMs / 1000} s; the clients run in this program`,
      `load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`,
    ],
  };
};
