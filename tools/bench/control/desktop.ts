import { startDesktop, type XDesktop } from '@relevo/testing';
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

/** A desktop of this run. @returns it and the process of its X server. */
export const openDesktop = async ({
  width,
  height,
  cleanup,
}: Surroundings): Promise<{ desktop: XDesktop; xServer: number }> => {
  const before = childrenNamed('Xvfb');
  const desktop = await startDesktop({ width, height });
  cleanup.add(() => desktop.close());
  await decorate(desktop);
  const xServer = childrenNamed('Xvfb').find((pid) => !before.includes(pid));
  if (xServer === undefined) throw new Error('the X server of the desktop is not found');
  return { desktop, xServer };
};
