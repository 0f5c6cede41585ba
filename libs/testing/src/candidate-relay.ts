import { createSocket, type Socket } from 'node:dgram';

/**
 * A path between two WebRTC ends on this machine that can be cut: signals that carry UDP candidates are changed to
 * name a port of ours, which passes packets on. Other candidates are left out.
 */
export class CandidateRelay {
  cut = false;
  /** Packets that were passed on. */
  carried = 0;
  private readonly sockets = new Set<Socket>();
  private readonly doors = new Map<string, Promise<number>>();

  /** The text of a signal with our port in it; null = leave the signal out. */
  async redirect(data: string): Promise<string | null> {
    const signal = JSON.parse(data) as { candidate?: { candidate: string }; sdp?: string };
    if (signal.sdp) signal.sdp = signal.sdp.replace(/^a=candidate:.*\r\n/gm, '');
    if (!signal.candidate) return JSON.stringify(signal);
    const parts = signal.candidate.candidate.split(' ');
    const [, , protocol, , address = '', port = ''] = parts;
    if (protocol?.toLowerCase() !== 'udp' || address.includes(':') || address.endsWith('.local')) return null;
    parts[4] = '127.0.0.1';
    parts[5] = String(await this.doorTo(address, Number(port)));
    signal.candidate.candidate = parts.join(' ');
    return JSON.stringify(signal);
  }

  async close(): Promise<void> {
    const closed = [...this.sockets].map((socket) => new Promise<void>((done) => socket.close(() => done())));
    await Promise.all(closed);
  }

  /** A port that leads to this address; each sender gets a port of its own towards it, so that answers find the way. */
  private doorTo(address: string, port: number): Promise<number> {
    const key = `${address} ${port}`;
    const known = this.doors.get(key);
    if (known) return known;
    const door = this.listen((packet, from) => {
      const exit = exits.get(from.port) ?? this.exitFor(door, from, (sent) => exits.set(from.port, sent));
      void exit.then((socket) => this.pass(socket, packet, port, address));
    });
    const exits = new Map<number, Promise<Socket>>();
    const bound = door.then((socket) => socket.address().port);
    this.doors.set(key, bound);
    return bound;
  }

  private exitFor(
    door: Promise<Socket>,
    sender: { port: number; address: string },
    keep: (exit: Promise<Socket>) => void,
  ): Promise<Socket> {
    const exit = this.listen((packet) => {
      void door.then((socket) => this.pass(socket, packet, sender.port, sender.address));
    });
    keep(exit);
    return exit;
  }

  private pass(socket: Socket, packet: Buffer, port: number, address: string): void {
    if (this.cut || !this.sockets.has(socket)) return;
    this.carried += 1;
    socket.send(packet, port, address);
  }

  private listen(take: (packet: Buffer, from: { port: number; address: string }) => void): Promise<Socket> {
    const socket = createSocket('udp4', take);
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    return new Promise((resolve) => {
      socket.bind(0, '127.0.0.1', () => resolve(socket));
    });
  }
}
