import { connect } from 'node:net';
import { until } from '@relevo/testing';
import { freePort } from '../../supervisor/postgres/server';
import { openDesktop } from './desktop';
import type { Adapter } from './subject';
import { openViewer } from './viewer';

const NOVNC = '/usr/share/novnc';
const CANVAS = '#screen canvas';
/** x11vnc alone takes 7 s. */
const PATIENCE_MS = 40_000;

const listens = (port: number): Promise<true | null> =>
  new Promise((resolve) => {
    const end = (answer: true | null): void => {
      socket.destroy();
      resolve(answer);
    };
    const socket = connect(port, '127.0.0.1', () => end(true)).once('error', () => end(null));
  });

/** The peer: x11vnc -> websockify -> noVNC, as the distribution packs them. No TLS, no consent. */
export const startNoVnc: Adapter = async (surroundings) => {
  const { desktop, xServer } = await openDesktop(surroundings);
  const [vncPort, webPort] = [await freePort(), await freePort()];
  const vnc = desktop.run('x11vnc', [
    '-display',
    desktop.display,
    '-rfbport',
    String(vncPort),
    ...['-localhost', '-forever', '-shared', '-nopw', '-quiet', '-noxrecord'],
  ]);
  const proxy = desktop.run('websockify', ['--web', NOVNC, `127.0.0.1:${webPort}`, `127.0.0.1:${vncPort}`]);
  const page = `http://127.0.0.1:${webPort}/vnc_lite.html`;
  await until('websockify', PATIENCE_MS, () => listens(webPort));
  await until('x11vnc', PATIENCE_MS, () => listens(vncPort));
  const viewer = await openViewer(surroundings, 'novnc', { width: 0, height: 120 });
  const openedAt = Date.now();
  await viewer.page.goto(`${page}?host=127.0.0.1&port=${webPort}&path=websockify`);
  const seenAt = await viewer.page.evaluate(
    ([canvas, patience]) => window.relevoBench.visible(canvas, patience),
    [CANVAS, PATIENCE_MS] as const,
  );
  return {
    name: 'novnc-x11vnc',
    desktop,
    page: viewer.page,
    groups: { agent: [vnc.pid], server: [proxy.pid], viewer: [viewer.pid], x: [xServer] },
    start: { allowToPixels: null, openToPixels: seenAt - openedAt },
    focus: () => viewer.page.click(CANVAS, { position: { x: 40, y: 200 } }),
  };
};
