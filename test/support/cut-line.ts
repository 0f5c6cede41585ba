import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A cable between one program and a server of this machine that a test can pull: what goes through it ends, and nothing
 * new begins. It is another name of the machine for the same port, so that the server knows the origin as its own.
 */
export class CutLine {
  private readonly sockets = new Set<Socket>();
  private whole = true;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {
    server.on('connection', (near) => this.carry(near));
  }

  /** @param target address of a server that listens on 127.0.0.1 */
  static async to(target: string): Promise<CutLine> {
    const port = Number(new URL(target).port);
    const line = new CutLine(createServer(), port);
    line.server.listen(port, '::1');
    await once(line.server, 'listening');
    return line;
  }

  /** Without a slash at the end. */
  get url(): string {
    return `http://[::1]:${this.port}`;
  }

  cut(): void {
    this.whole = false;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.whole = true;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(near: Socket): void {
    if (!this.whole) return void near.destroy();
    const far = connect(this.port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
