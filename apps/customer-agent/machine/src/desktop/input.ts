import type { InputBackend } from './input-backend';
import { openNutInput } from './input-nut';
import { openX11Input } from './input-x11';
import { displayName } from './x-connection';

export type { InputBackend, KeyboardLook, PointerButton } from './input-backend';

export type InputBackendName = 'linux-x11' | 'nut';

/** Opens the machine's input. 'best' = XTEST where it works, else nut.js. Rejects when there is no desktop. */
export const openInput = async (
  backend: InputBackendName | 'best',
  options: { display?: string } = {},
): Promise<InputBackend> => {
  if (backend === 'linux-x11') return openX11Input(options);
  if (backend === 'nut' || displayName(options.display) === null) return openNutInput(options);
  return openX11Input(options).catch(() => openNutInput(options));
};
