import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROTOCOL_VERSION, SOCKET_PATH } from '@relevo/contracts';
import { Server } from 'socket.io';
import { Connection } from './connection';

test('a server that takes the socket and never lets it in is given up, and tried again', async () => {
  const http = createServer();
  const io = new Server(http, { path: SOCKET_PATH });
  const tickets: unknown[] = [];
  io.use(({ handshake }, next) => {
    tickets.push(handshake.auth);
    if (tickets.length > 1) next();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  let given = 0;
  const line = new Connection({
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    ticket: async () => `ticket-${++given}`,
    endpoint: 'here',
    answerMs: 200,
  });
  const states: string[] = [];
  const online = new Promise<void>((resolve) => {
    line.onState(() => {
      states.push(line.state.status);
      if (line.state.status === 'online') resolve();
    });
  });
  line.start();
  await online;
  expect(states).toEqual(['connecting', 'offline', 'online']);
  expect(tickets).toEqual(
    ['ticket-1', 'ticket-2'].map((ticket) => ({ v: PROTOCOL_VERSION, ticket, endpoint: 'here' })),
  );
  line.stop();
  await io.close();
});
