import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cleanup } from '../machine/cleanup';
import { assertInstalled } from '../machine/needs';
import type { BenchOptions } from '../options';
import { type BenchCase, judge } from '../report';
import { figuresOf } from './cases';
import { measure } from './measure';
import { startNoVnc } from './novnc';
import { compilePattern } from './pattern';
import { startRelevo } from './relevo';
import type { Surroundings } from './subject';

const SIZE = { width: 1920, height: 1080 } as const;

const NEEDS = [
  { package: 'chromium', command: process.env.CHROMIUM ?? 'chromium' },
  { package: 'xvfb', command: 'Xvfb' },
  { package: 'openbox', command: 'openbox' },
  { package: 'xterm', command: 'xterm' },
  { package: 'x11-xserver-utils', command: 'xsetroot' },
  { package: 'x11vnc', command: 'x11vnc' },
  { package: 'websockify', command: 'websockify' },
  { package: 'novnc', file: '/usr/share/novnc/vnc_lite.html' },
  { package: 'gcc', command: 'cc' },
  { package: 'libc6-dev', file: '/usr/include/stdlib.h' },
  { package: 'libx11-dev', file: '/usr/include/X11/Xlib.h' },
];

export interface ControlReport {
  readonly cases: readonly BenchCase[];
  readonly notes: readonly string[];
}

/** Seeing and driving a desktop, beside noVNC with x11vnc in the same run. */
export const measureControl = async (
  options: BenchOptions,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<ControlReport> => {
  assertInstalled(NEEDS);
  const loadBefore = loadavg()[0] ?? 0;
  const folder = mkdtempSync(join(tmpdir(), 'relevo-bench-'));
  cleanup.add(async () => rmSync(folder, { recursive: true, force: true }));
  const pattern = compilePattern(folder);
  const surroundings: Surroundings = {
    ...SIZE,
    folder,
    cleanup,
    say,
  };
  say('starting relevo');
  const own = await startRelevo(surroundings);
  say('starting novnc-x11vnc');
  const peer = await startNoVnc(surroundings);
  const { samples, windowMs, ownNetwork } = options;
  const [ours, theirs] = await measure([own, peer], { samples, windowMs, pattern, ownNetwork }, say);
  if (!ours || !theirs) throw new Error('nothing was measured');
  return {
    cases: figuresOf(ours, theirs).map(judge),
    notes: [
      `${samples} keys a scene, ${windowMs / 1000} s a window, ${SIZE.width}x${SIZE.height}`,
      `load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`,
      ownNetwork
        ? 'network: loopback counters of a network of our own, all bytes both ways'
        : "network: what the viewer's page received (no network of our own could be made)",
    ],
  };
};
