import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { XDesktop } from '@relevo/testing';
import { freePort } from '../supervisor/postgres/server';
import { waitUntil } from '../supervisor/processes';

const NOVNC = '/usr/share/novnc';

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/**
 * Shows a desktop in a browser tab: x11vnc and noVNC of the distribution, on the loopback only, with a password of this
 * run that stands in the part of the address that browsers keep to themselves.
 * @returns the tab's address.
 */
export async function showInTab(desktop: XDesktop, folder: string): Promise<string> {
  if (!existsSync(NOVNC)) throw new Error('noVNC is missing: node tools/system-packages.mjs installs it');
  const password = randomBytes(6).toString('base64url');
  const passwordFile = join(folder, 'desktop-password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const [vncPort, webPort] = [await freePort(), await freePort()];
  const vnc = ['-display', desktop.display, '-localhost', '-no6', '-rfbport', String(vncPort)];
  desktop.run('x11vnc', [...vnc, '-passwdfile', passwordFile, '-forever', '-shared', '-quiet', '-nobell']);
  const proxy = desktop.run('websockify', ['--web', NOVNC, `127.0.0.1:${webPort}`, `127.0.0.1:${vncPort}`]);
  const page = `http://127.0.0.1:${webPort}/vnc.html`;
  if (!(await waitUntil(() => answers(page), 20_000)))
    throw new Error(`The tab does not open: ${proxy.output()}`);
  return `${page}#autoconnect=true&resize=scale&reconnect=true&password=${password}`;
}
