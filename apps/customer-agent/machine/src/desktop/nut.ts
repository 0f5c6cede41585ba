import type * as nutJs from '@nut-tree/nut-js';
import { connectX } from './x-connection';

export interface Nut {
  providers: typeof nutJs.providerRegistry;
  Key: typeof nutJs.Key;
  Button: typeof nutJs.Button;
}

/**
 * The native parts of nut.js, called directly: its own classes sleep between calls. On X11 they end the whole process
 * when there is no display to be reached, so that is tried first. Rejects when there is none.
 */
export const loadNut = async (display?: string): Promise<Nut> => {
  if (process.platform === 'linux') {
    if (display !== undefined && display !== process.env['DISPLAY'])
      throw new Error('nut.js can only use the display in DISPLAY');
    await (await connectX()).close();
  }
  const { providerRegistry: providers, Key, Button } = await import('@nut-tree/nut-js');
  providers.getMouse().setMouseDelay(0);
  providers.getKeyboard().setKeyboardDelay(0);
  return { providers, Key, Button };
};
