import type { XEvent } from 'x11';
import { markOwnWindows } from './agent-mark';
import { takeBackLent } from './lent-record';
import { connectX, type XConnection } from './x-connection';

/** The selection that the one agent of a desktop owns: X frees it with its owner, however that ends. */
const SELECTION = '_RELEVO_AGENT_OF_THIS_DESKTOP';
const NOBODY = 0;
const INPUT_ONLY = 2;
const HOST = /^[\w.:[\]-]{1,255}$/;

export interface DesktopClaim {
  close(): Promise<void>;
}

export interface ClaimOptions {
  readonly display?: string;
  /** Host of the server that this agent belongs to: what another one says of us. */
  readonly server: string;
  /** Another program has taken the desktop away from us. */
  readonly lost: () => void;
  /** The desktop itself is gone: its person has signed out, or its server has died. */
  readonly gone?: () => void;
}

/**
 * Makes this process the one agent of the desktop and marks its windows. `takenBy` = the server of the agent that is
 * there already. null = there is no X desktop to claim.
 */
export const claimDesktop = async (
  options: ClaimOptions,
): Promise<DesktopClaim | { readonly takenBy: string } | null> => {
  const connection = await connectX(options.display).catch(() => null);
  if (!connection) return null;
  try {
    const takenBy = await claim(connection, options);
    if (takenBy !== null) {
      await connection.close();
      return { takenBy };
    }
    if (options.gone) connection.onLost(options.gone);
    await markOwnWindows(connection);
    // An agent of before may have been killed together with what tidies up after it.
    await takeBackLent(connection).catch(() => undefined);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
};

/** null = it is ours now. */
const claim = async (
  { X, root, ask }: XConnection,
  { server, lost }: ClaimOptions,
): Promise<string | null> => {
  const selection = await ask<number>((reply) => X.InternAtom(false, SELECTION, reply));
  const holder = () => ask<number>((reply) => X.GetSelectionOwner(selection, reply));
  const wid = X.AllocID();
  X.CreateWindow(wid, root, 0, 0, 1, 1, 0, 0, INPUT_ONLY, 0, {});
  X.ChangeProperty(0, wid, X.atoms['WM_NAME'] ?? 0, X.atoms['STRING'] ?? 0, 8, server);
  X.on('event', (event: XEvent) => {
    if (event.name === 'SelectionClear' && event.selection === selection) lost();
  });
  // Nobody else gets a word in between looking and taking.
  X.GrabServer();
  const before = await holder();
  if (before === NOBODY) X.SetSelectionOwner(wid, selection);
  X.UngrabServer();
  if ((await holder()) === wid) return null;
  const name = await ask<{ data: Buffer }>((reply) =>
    X.GetProperty(0, before, X.atoms['WM_NAME'] ?? 0, 0, 0, 64, reply),
  ).catch(() => null);
  const text = name?.data.toString('latin1') ?? '';
  // The name goes to a terminal, and any program could have given it.
  return HOST.test(text) ? text : '?';
};
