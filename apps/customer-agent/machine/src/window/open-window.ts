import { spawnSync } from 'node:child_process';
import type { WorkArea } from '../desktop/work-area';
import type { AgentWindow, AgentWindowEvents } from './agent-window';
import { openDialogWindow } from './dialog-window';
import { openSlintWindow } from './slint-window';

/** A desktop that a window could be on; without one the native libraries end the process instead of failing. */
const hasDesktop = (env: NodeJS.ProcessEnv): boolean =>
  process.platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);

const hasProgram = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 5000 }).status === 0;

/** The native window, else dialogs, else the reason why nobody can be asked. */
export const openAgentWindow = async (
  events: AgentWindowEvents,
  area: WorkArea | null,
  env: NodeJS.ProcessEnv = process.env,
): Promise<AgentWindow | { readonly missing: string }> => {
  if (!hasDesktop(env)) return { missing: 'there is no desktop (DISPLAY is not set)' };
  try {
    return await openSlintWindow(events, area);
  } catch (error) {
    if (hasProgram('zenity')) return openDialogWindow(events);
    return { missing: error instanceof Error ? error.message : String(error) };
  }
};
