import { readFileSync } from 'node:fs';
import type { XConnection } from './x-connection';

/** This process and those that it has started (a fallback dialog is one). */
const isOurProcess = (pid: number): boolean => {
  for (let at = pid, steps = 0; at > 1 && steps < 16; steps += 1) {
    if (at === process.pid) return true;
    try {
      // "pid (name) state parent …": the name may hold anything, also brackets.
      const stat = readFileSync(`/proc/${at}/stat`, 'latin1');
      at = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return false;
    }
  }
  return false;
};

/** Tells whether a window is this process's, or that of a program which it has started. */
export const windowOwnership = async (
  connection: XConnection,
): Promise<(wid: number) => Promise<boolean>> => {
  const answers = await Promise.all([ownershipByServer(connection), ownershipByWindow(connection)]);
  return async (wid) => (await Promise.all(answers.map((isOurs) => isOurs(wid)))).includes(true);
};

/** Whether this process is behind the connection that made a window; without X-Resource nobody knows. */
const ownershipByServer = async (connection: XConnection): Promise<(wid: number) => Promise<boolean>> => {
  const resources = await connection.extension('res').catch(() => null);
  if (!resources) return async () => false;
  const pidOf = async (xid: number) => {
    const ids = await connection.ask<{ value: number[] }[]>((reply) =>
      resources.QueryClientIds([{ client: xid, mask: resources.ClientIdMask.LocalClientPID }], reply),
    );
    return ids[0]?.value[0] ?? null;
  };
  // In a container the server may know this process by another number.
  const ownNumber = await pidOf(connection.display.resource_base).catch(() => null);
  return async (wid) => {
    const pid = await pidOf(wid).catch(() => null);
    return pid !== null && (pid === ownNumber || isOurProcess(pid));
  };
};

const ownershipByWindow = async ({ X, ask }: XConnection): Promise<(wid: number) => Promise<boolean>> => {
  const atom = await ask<number>((reply) => X.InternAtom(false, '_NET_WM_PID', reply));
  return async (wid) => {
    const value = await ask<{ data: Buffer }>((reply) => X.GetProperty(0, wid, atom, 0, 0, 1, reply)).catch(
      () => null,
    );
    return value !== null && value.data.length >= 4 && isOurProcess(value.data.readUInt32LE());
  };
};
