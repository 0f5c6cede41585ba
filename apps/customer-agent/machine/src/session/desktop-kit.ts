import type { Capability, Ledger } from '@relevo/domain';
import type { CursorSource } from '../desktop/cursor';
import type { InputBackend } from '../desktop/input';
import type { OwnWindows } from '../desktop/own-windows';
import type { KeeperOptions, WindowKeeper } from '../desktop/window-keeper';
import type { WorkArea } from '../desktop/work-area';
import type { PictureHub, PictureHubOptions } from '../picture';

/** Something that is on while it is held. */
export interface Closable {
  close(): Promise<void>;
}

/** What the agent needs of the machine's desktop. */
export interface DesktopKit {
  /** What really works here. */
  probe(): Promise<Capability[]>;
  /** Whether a question could be seen now. */
  screenState(): Promise<Ledger['display']>;
  startHub(options: Pick<PictureHubOptions, 'onFailure' | 'onSize'>): Promise<PictureHub>;
  openCursor(): Promise<CursorSource>;
  openInput(): Promise<InputBackend>;
  /** The red edge round the whole screen. */
  openEdge(): Promise<Closable>;
  /** Ctrl+Alt+Shift+S, also while a program holds the keyboard. */
  openHotkey(pressed: () => void): Promise<Closable>;
  openOwnWindows(): Promise<OwnWindows>;
  /** The agent's window stays in sight. */
  openWindowKeeper(options: KeeperOptions): Promise<WindowKeeper>;
  /** null = not known. */
  workArea(): Promise<WorkArea | null>;
}
