import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cleanup } from '../machine/cleanup';
import { assertInstalled } from '../machine/needs';
import type { BenchOptions, PeerName } from '../options';
import { type BenchCase, judge } from '../report';
import { measureBareLink } from './bare-link';
import { figuresOf, hasKeys, ofTheLink } from './cases';
import { measure } from './measure';
import { installMeshCentral, startMeshCentral } from './meshcentral';
import { startX11vnc, startXvnc } from './novnc';
import { compilePattern } from './pattern';
import { drawRealPages } from './real-pages';
import { startRelevo } from './relevo';
import type { Adapter, Subject, Surroundings } from './subject';

const SIZE = { width: 1920, height: 1080 } as const;

const NEEDS = [
  { package: 'chromium', command: process.env.CHROMIUM ?? 'chromium' },
  { package: 'xvfb', command: 'Xvfb' },
  { package: 'openbox', command: 'openbox' },
  { package: 'xterm', command: 'xterm' },
  { package: 'x11-xserver-utils', command: 'xsetroot' },
  { package: 'gcc', command: 'cc' },
  { package: 'libc6-dev', file: '/usr/include/stdlib.h' },
  { package: 'libx11-dev', file: '/usr/include/X11/Xlib.h' },
];

const NOVNC_NEEDS = [
  { package: 'websockify', command: 'websockify' },
  { package: 'novnc', file: '/usr/share/novnc/vnc_lite.html' },
];

const PEERS: Readonly<
  Record<PeerName, { readonly start: Adapter; readonly needs: Parameters<typeof assertInstalled>[0] }>
> = {
  x11vnc: { start: startX11vnc, needs: [...NOVNC_NEEDS, { package: 'x11vnc', command: 'x11vnc' }] },
  xvnc: {
    start: startXvnc,
    needs: [...NOVNC_NEEDS, { package: 'tigervnc-standalone-server', command: 'Xtigervnc' }],
  },
  meshcentral: { start: startMeshCentral, needs: [{ package: 'npm', command: 'npm' }] },
};

/** No start takes so long: one that stands still ends the run, and is named. */
const START_MS = 180_000;

const started = (name: string, starting: Promise<Subject>): Promise<Subject> =>
  Promise.race([
    starting,
    sleep(START_MS, undefined, { ref: false }).then(() => {
      throw new Error(`${name} has not started within ${START_MS / 1000} s`);
    }),
  ]);

export interface ControlReport {
  readonly cases: readonly BenchCase[];
  readonly notes: readonly string[];
}

/** Fetches what is not of this machine, while there is a network to the outside. */
export const prepareControl = ({ peers }: BenchOptions, say: (line: string) => void): void => {
  if (peers.includes('meshcentral')) installMeshCentral(say);
};

/** Seeing and driving a desktop, beside noVNC with x11vnc in the same run. */
export const measureControl = async (
  options: BenchOptions,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<ControlReport> => {
  const { samples, windowMs, ownNetwork, scenes, peers } = options;
  assertInstalled([...NEEDS, ...peers.flatMap((name) => PEERS[name].needs)]);
  const loadBefore = loadavg()[0] ?? 0;
  const folder = mkdtempSync(join(tmpdir(), 'relevo-bench-'));
  cleanup.add(async () => rmSync(folder, { recursive: true, force: true }));
  const pattern = compilePattern(folder);
  const pages = await drawRealPages(folder, SIZE);
  const surroundings: Surroundings = { ...SIZE, folder, cleanup, say };
  say('starting relevo');
  const subjects = [await started('relevo', startRelevo(surroundings, options.profile))];
  for (const name of peers) {
    say(`starting ${name}`);
    subjects.push(await started(name, PEERS[name].start(surroundings)));
  }
  const bare = scenes.some(hasKeys) ? await measureBareLink(surroundings, samples) : null;
  const plan = { samples, windowMs, pattern, pages, ownNetwork };
  const [ours, ...theirs] = await measure(subjects, scenes, plan, say);
  if (!ours) throw new Error('nothing was measured');
  const [peer = null, ...others] = theirs;
  const named = Object.fromEntries(others.map((results, index) => [peers[index + 1] ?? '', results]));
  return {
    cases: [...figuresOf(ours, peer, named), ...(bare ? [ofTheLink(ours, bare)] : [])].map(judge),
    notes: [
      `${samples} keys a scene, ${windowMs / 1000} s a window, ${SIZE.width}x${SIZE.height}`,
      `load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`,
      ownNetwork
        ? 'network: loopback counters of a network of our own, all bytes both ways'
        : "network: what the viewer's page received (no network of our own could be made)",
    ],
  };
};
