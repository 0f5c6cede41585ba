import { connect } from 'node:net';
import { until, type XDesktop } from '@relevo/testing';
import { freePort } from '../../supervisor/postgres/server';
import { openDesktop } from './desktop';
import type { Adapter, Subject, Surroundings } from './subject';
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

/** noVNC's light page on a VNC server of this machine: by way of websockify, as the distribution packs them. */
const view = async (
  surroundings: Surroundings,
  name: string,
  { desktop, xServer }: { desktop: XDesktop; xServer: number },
  vncPort: number,
  vnc: number,
): Promise<Subject> => {
  const webPort = await freePort();
  const proxy = desktop.run('websockify', ['--web', NOVNC, `127.0.0.1:${webPort}`, `127.0.0.1:${vncPort}`]);
  const page = `http://127.0.0.1:${webPort}/vnc_lite.html`;
  await until('websockify', PATIENCE_MS, () => listens(webPort));
  await until(name, PATIENCE_MS, () => listens(vncPort));
  const viewer = await openViewer(surroundings, name, { width: 0, height: 120 });
  const openedAt = Date.now();
  await viewer.page.goto(`${page}?host=127.0.0.1&port=${webPort}&path=websockify`);
  const seenAt = await viewer.page.evaluate(
    ([canvas, patience]) => window.relevoBench.visible(canvas, patience),
    [CANVAS, PATIENCE_MS] as const,
  );
  return {
    name,
    desktop,
    page: viewer.page,
    groups: { agent: [vnc], server: [proxy.pid], viewer: [viewer.pid], x: [xServer] },
    start: { allowToPixels: null, openToPixels: seenAt - openedAt },
    focus: () => viewer.page.click(CANVAS, { position: { x: 40, y: 200 } }),
  };
};

/** The peer: x11vnc -> websockify -> noVNC. No TLS, no consent. */
export const startX11vnc: Adapter = async (surroundings) => {
  const opened = await openDesktop(surroundings);
  const port = await freePort();
  const { desktop } = opened;
  const vnc = desktop.run('x11vnc', [
    '-display',
    desktop.display,
    '-rfbport',
    String(port),
    ...['-localhost', '-forever', '-shared', '-nopw', '-quiet', '-noxrecord'],
  ]);
  return view(surroundings, 'x11vnc', opened, port, vnc.pid);
};

/** TigerVNC's own X server, which knows itself what was drawn: a desktop that nobody sits in front of. */
export const startXvnc: Adapter = async (surroundings) => {
  const port = await freePort();
  const { width, height } = surroundings;
  const opened = await openDesktop(surroundings, {
    command: 'Xtigervnc',
    args: [
      ...['-geometry', `${width}x${height}`, '-depth', '24', '-nolisten', 'tcp', '-rfbport', String(port)],
      ...['-localhost', '-SecurityTypes', 'None', '-AlwaysShared', '-FrameRate', '60'],
    ],
  });
  return view(surroundings, 'xvnc', opened, port, opened.xServer);
};
