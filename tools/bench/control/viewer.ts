import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { processWith } from '../machine/processes';
import { installProbe } from './probe';
import { countReceived } from './received';
import type { Surroundings } from './subject';

const ARGUMENTS = [
  // As root there is no sandbox; host candidates without mDNS names let the far side find this machine.
  '--no-sandbox',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Viewer {
  readonly page: Page;
  readonly pid: number;
}

/** Room round a picture for a product's own frame, so that every product shows it at its own size. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** What a product needs of its browser. */
export interface Special {
  readonly ignoreHTTPSErrors?: boolean;
  readonly args?: readonly string[];
}

/** A browser of its own, with a page that carries the probe. */
export const openViewer = async (
  surroundings: Surroundings,
  name: string,
  room: Room,
  { ignoreHTTPSErrors = false, args = [] }: Special = {},
): Promise<Viewer> => {
  const profile = join(surroundings.folder, name);
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    // The probe's timer is a worker from a blob.
    bypassCSP: true,
    ignoreHTTPSErrors,
    locale: 'en-GB',
    viewport: { width: surroundings.width + room.width, height: surroundings.height + room.height },
    args: [...ARGUMENTS, ...args],
    // What a browser leaves behind goes with this run's folder.
    env: { ...process.env, TMPDIR: surroundings.folder },
  });
  surroundings.cleanup.add(() => browser.close());
  await browser.addInitScript(countReceived);
  await browser.addInitScript(installProbe);
  const page = browser.pages()[0] ?? (await browser.newPage());
  return { page, pid: processWith(profile) };
};
