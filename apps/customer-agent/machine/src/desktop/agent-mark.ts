import { eventMask, type XEvent } from 'x11';
import { windowOwnership } from './window-owner';
import type { XConnection } from './x-connection';

/** The property by which every agent knows the windows of every other: no controller may press in any of them. */
const PROPERTY = '_RELEVO_AGENT';
const FORMAT_32 = 32;

export interface AgentMark {
  readonly atom: number;
  isOn(wid: number): Promise<boolean>;
  put(wid: number): void;
}

export const agentMark = async ({ X, ask }: XConnection): Promise<AgentMark> => {
  const atom = await ask<number>((reply) => X.InternAtom(false, PROPERTY, reply));
  const type = X.atoms['CARDINAL'] ?? 0;
  return {
    atom,
    isOn: async (wid) => {
      const value = await ask<{ data: Buffer }>((reply) => X.GetProperty(0, wid, atom, 0, 0, 1, reply)).catch(
        () => null,
      );
      return value !== null && value.data.length > 0;
    },
    put: (wid) => X.ChangeProperty(0, wid, atom, type, FORMAT_32, [1]),
  };
};

/** Marks the windows of this process from now on, as they are made. */
export const markOwnWindows = async (connection: XConnection): Promise<void> => {
  const { X, root } = connection;
  const [isOurs, mark] = await Promise.all([windowOwnership(connection), agentMark(connection)]);
  X.on('event', (event: XEvent) => {
    const wid = event.wid ?? 0;
    // Made by us, or by a program of ours that has said so by the time it is shown.
    if (event.name !== 'CreateNotify' && event.name !== 'MapNotify') return;
    isOurs(wid).then(
      (ours) => {
        if (ours) mark.put(wid);
      },
      () => undefined,
    );
  });
  X.ChangeWindowAttributes(root, { eventMask: eventMask.SubstructureNotify });
  await X.sync();
};
