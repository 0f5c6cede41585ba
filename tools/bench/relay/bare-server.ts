import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SOCKET_PATH } from '@relevo/contracts';
import { Server } from 'socket.io';

/** The least that relays: Socket.IO, a room for each table, the same frames; no proof, no rule, no database. */
const http = createServer();
const io = new Server(http, {
  path: SOCKET_PATH,
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
});

const HEX = {
  prev: randomBytes(32),
  commitment: randomBytes(32),
  hash: randomBytes(32),
  salt: randomBytes(16),
};
const [prev, commitment, hash, salt] = Object.values(HEX).map((bytes) => bytes.toString('hex'));
const present = [randomUUID(), randomUUID(), randomUUID()];
let seq = 0;

interface Post {
  readonly stream: string;
  readonly data: {
    readonly messageId: string;
    readonly text: string;
    readonly to: string;
    readonly sentAt: number;
  };
}

io.on('connection', (socket) => {
  const { room } = socket.handshake.auth as { room: string };
  void socket.join(room);
  socket.on('subscribe', (_message: unknown, reply: (answer: object) => void) =>
    reply({ ok: true, data: {} }),
  );
  socket.on('command', ({ stream, data }: Post, reply: (answer: object) => void) => {
    seq += 1;
    const body = JSON.stringify({
      type: 'message.posted',
      version: 1,
      actor: { kind: 'participant', participantId: present[0] },
      at: Date.now(),
      data: { ...data, authorId: present[0], present },
    });
    io.to(room).emit('events', {
      stream,
      records: [{ stream, seq, v: 1, prev, commitment, hash, content: { salt, body } }],
    });
    reply({ ok: true, data: { stream, seq } });
  });
});

http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
