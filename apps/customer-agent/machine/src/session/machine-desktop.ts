import type { Capability } from '@relevo/domain';
import { openCursor } from '../desktop/cursor';
import { openEdgeOverlay } from '../desktop/edge-overlay';
import { openInput } from '../desktop/input';
import { openOwnWindows } from '../desktop/own-windows';
import { ScreenWatch } from '../desktop/screen-lock';
import { openStopHotkey } from '../desktop/stop-hotkey';
import { openWindowKeeper } from '../desktop/window-keeper';
import { readWorkArea } from '../desktop/work-area';
import { startPictureHub } from '../picture';
import type { DesktopKit } from './desktop-kit';

const works = async <T>(open: () => Promise<T>, close: (thing: T) => Promise<unknown>): Promise<boolean> => {
  try {
    await close(await open());
    return true;
  } catch {
    return false;
  }
};

/** Sight and control are offered only where they were just seen to work; control also needs to know its own windows. */
const probe = async (): Promise<Capability[]> => {
  const sees = await works(
    () => startPictureHub(),
    (hub) => hub.stop(),
  );
  if (!sees) return [];
  const acts =
    (await works(
      () => openInput('best'),
      (input) => input.close(),
    )) &&
    (await works(
      () => openOwnWindows(),
      (own) => own.close(),
    ));
  return acts ? ['screen.view', 'input.control'] : ['screen.view'];
};

/** The desktop of this machine. */
export const machineDesktop = (screen = new ScreenWatch()): DesktopKit => ({
  probe,
  screenState: async () => {
    const state = await screen.state();
    if (state === 'no-display') return 'none';
    return state === 'locked' ? 'locked' : 'ok';
  },
  startHub: (options) => startPictureHub(options),
  openCursor: () => openCursor(),
  openInput: () => openInput('best'),
  openEdge: async () => {
    const edge = await openEdgeOverlay();
    await edge.show(true);
    return edge;
  },
  openHotkey: async (pressed) => {
    const hotkey = await openStopHotkey(pressed);
    hotkey.arm(true);
    return hotkey;
  },
  openOwnWindows: () => openOwnWindows(),
  openWindowKeeper: (options) => openWindowKeeper(options),
  workArea: () => readWorkArea().catch(() => null),
});
