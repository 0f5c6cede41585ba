import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { newId } from '@relevo/client';
import { SOCKET_PATH } from '@relevo/contracts';
import type { RelaySubject } from './seat';

/** A bare Socket.IO server in a process of its own, with as many tables of three. */
export const startBare = async (sessions: number): Promise<RelaySubject> => {
  const child = fork(join(__dirname, 'bare-server.js'), { stdio: ['ignore', 2, 2, 'ipc'] });
  const [port] = (await once(child, 'message')) as [number];
  const table = () => {
    const room = newId();
    const seat = {
      url: `http://127.0.0.1:${port}`,
      path: SOCKET_PATH,
      auth: async () => ({ room }),
      streams: [room],
    };
    return [seat, seat, seat];
  };
  return {
    name: 'bare Socket.IO',
    tables: Array.from({ length: sessions }, table),
    pid: child.pid ?? -1,
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
};
