import { startDesktop, type XDesktop, type XServer } from '@relevo/testing';
import { childrenNamed } from '../machine/processes';
import type { Surroundings } from './subject';

const TITLE = 'Files';

/** As a customer may have it: a background and a program full of text. */
const decorate = async (desktop: XDesktop): Promise<void> => {
  desktop.run('xsetroot', ['-solid', '#3b5b73']);
  const words = 'ls -la /usr/lib /etc | head -n 70; exec sleep infinity';
  desktop.run('xterm', ['-geometry', '150x60+60+60', '-T', TITLE, '-e', 'sh', '-c', words]);
  await desktop.waitForWindow(TITLE);
};

/** A desktop of this run, on Xvfb or another X server. @returns it and the process of its X server. */
export const openDesktop = async (
  { width, height, cleanup }: Surroundings,
  server?: XServer,
): Promise<{ desktop: XDesktop; xServer: number }> => {
  const name = server?.command ?? 'Xvfb';
  const before = childrenNamed(name);
  const desktop = await startDesktop({ width, height, ...(server ? { server } : {}) });
  cleanup.add(() => desktop.close());
  await decorate(desktop);
  const xServer = childrenNamed(name).find((pid) => !before.includes(pid));
  if (xServer === undefined) throw new Error('the X server of the desktop is not found');
  return { desktop, xServer };
};
