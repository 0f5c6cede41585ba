import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@relevo/client';
import { watchLoad } from '../machine/load';
import { cpuSeconds, memoryMiB } from '../machine/processes';
import { quantile } from '../statistics';
import { Guest } from './guest';
import { inTurns } from './in-turns';
import type { RelaySubject } from './seat';

export interface Relayed {
  readonly sent: number;
  readonly delivered: number;
  /** Messages that somebody did not get, or whose sender got no acknowledgement. */
  readonly missing: number;
  /** ms from send to receive, over all deliveries. */
  readonly median: number;
  readonly p99: number;
  /** µs of processor time of the relaying process for each delivery. */
  readonly cpuPerDelivery: number;
  readonly memoryMiB: number;
  readonly machineBusy: number;
}

const EVERY_MS = 1000;
const WARM_UP_MS = 4000;
const LAST_MS = 5000;
const CONNECTING = 16;

interface Sent {
  readonly at: number;
  readonly table: number;
  heard: number;
}

/**
 * Acts once a second by the clock, first after `phase` ms. An interval would begin anew at each delay of this program: whoever
 * was late together would stay together, and a crowd would speak at once in each second.
 * @returns ends it
 */
const everySecond = (phase: number, act: () => void): (() => void) => {
  let due = performance.now() + phase;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    timer = setTimeout(() => {
      act();
      due += EVERY_MS;
      wait();
    }, due - performance.now());
  };
  wait();
  return () => clearTimeout(timer);
};

/** Everybody says one line a second; every line goes to everybody at the table. Measured over the window, after a warm-up. */
export const chatter = async ({ tables, pid }: RelaySubject, windowMs: number): Promise<Relayed> => {
  const lines = new Map<string, Sent>();
  const latencies: number[] = [];
  const heard = (messageId: string): void => {
    const line = lines.get(messageId);
    if (!line) return;
    latencies.push(performance.now() - line.at);
    line.heard += 1;
  };
  const guests = await inTurns(
    tables.flatMap((table, index) => table.map((seat) => ({ seat, index }))),
    CONNECTING,
    async ({ seat, index }) => ({ index, guest: await Guest.come(seat, heard) }),
  );
  let measuring = false;
  let unanswered = 0;
  const say = ({ guest, index }: (typeof guests)[number]): void => {
    const messageId = newId();
    if (measuring) lines.set(messageId, { at: performance.now(), table: index, heard: 0 });
    guest.say(messageId).catch(() => {
      if (lines.has(messageId)) unanswered += 1;
    });
  };
  const stops = guests.map((one) => everySecond(Math.random() * EVERY_MS, () => say(one)));
  await sleep(WARM_UP_MS);
  const loadSince = watchLoad();
  const cpuBefore = cpuSeconds([pid]);
  measuring = true;
  await sleep(windowMs);
  const cpu = cpuSeconds([pid]) - cpuBefore;
  measuring = false;
  const { busy } = loadSince();
  const delivered = latencies.length;
  for (const stop of stops) stop();
  const due = [...lines.values()].map((line) => ({ line, wanted: tables[line.table]?.length ?? 0 }));
  const isMissing = ({ line, wanted }: (typeof due)[number]): boolean => line.heard !== wanted;
  for (const until = performance.now() + LAST_MS; due.some(isMissing) && performance.now() < until; )
    await sleep(50);
  // Not sooner: it stops this program for 0.2 s, and the last lines would wait for it.
  const memory = memoryMiB([pid]);
  for (const { guest } of guests) guest.go();
  return {
    sent: lines.size,
    delivered: latencies.length,
    missing: due.filter(isMissing).length + unanswered,
    median: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpuPerDelivery: (cpu * 1e6) / delivered,
    memoryMiB: memory,
    machineBusy: busy,
  };
};
