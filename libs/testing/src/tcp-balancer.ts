import { connect, createServer, type Server, type Socket } from 'node:net';

/** Names of this machine under which a balancer can be reached; a door each. */
export type Door = '127.0.0.1' | '::1';

interface Carried {
  readonly door: Door;
  readonly client: Socket;
  /** Not yet, while a node is looked for. */
  node?: Socket;
}

/**
 * One address for several servers of this machine, as an operator's balancer is: each connection goes to the next server
 * that takes it. Whoever comes by a door of their own can be cut off alone.
 */
export class TcpBalancer {
  private readonly carried = new Set<Carried>();
  private readonly stalled = new Set<Door>();
  private turn = 0;

  private constructor(
    private readonly servers: readonly Server[],
    readonly port: number,
    private readonly nodes: readonly number[],
  ) {}

  /** @param nodes ports of the servers on 127.0.0.1; they need not listen yet */
  static async open(nodes: readonly number[], port: number): Promise<TcpBalancer> {
    const doors: Door[] = ['127.0.0.1', '::1'];
    const servers = doors.map(() => createServer({ allowHalfOpen: false, pauseOnConnect: true }));
    const made = new TcpBalancer(servers, port, nodes);
    await Promise.all(
      servers.map(
        (server, at) =>
          new Promise<void>((resolve, reject) => {
            const door = doors[at] ?? '127.0.0.1';
            server.on('connection', (client) => made.carry(door, client));
            server.once('error', reject).listen(port, door, resolve);
          }),
      ),
    );
    return made;
  }

  /** Nothing goes through this door any more, in either direction, and nobody is told: a line that died without a word. */
  stall(door: Door): void {
    this.stalled.add(door);
    for (const { client, node } of this.at(door)) for (const end of [client, node]) end?.pause();
  }

  /** What was held back goes on, in order, as TCP has it. */
  mend(door: Door): void {
    this.stalled.delete(door);
    for (const one of this.at(door)) {
      if (one.node) for (const end of [one.client, one.node]) end.resume();
      else this.reach(one, this.nodes.length);
    }
  }

  /** Every connection through this door breaks at once. */
  break(door: Door): void {
    for (const { client } of this.at(door)) client.resetAndDestroy();
  }

  async close(): Promise<void> {
    for (const { client } of this.carried) client.destroy();
    await Promise.all(this.servers.map((server) => new Promise((done) => server.close(done))));
  }

  private at(door: Door): Carried[] {
    return [...this.carried].filter((one) => one.door === door);
  }

  private carry(door: Door, client: Socket): void {
    const one: Carried = { door, client };
    this.carried.add(one);
    client.on('error', () => undefined);
    client.once('close', () => {
      this.carried.delete(one);
      one.node?.destroy();
    });
    if (!this.stalled.has(door)) this.reach(one, this.nodes.length);
  }

  /** Tries one server after the other, each once. */
  private reach(one: Carried, tries: number): void {
    if (tries === 0) return void one.client.destroy();
    this.turn += 1;
    const port = this.nodes[this.turn % this.nodes.length] ?? 0;
    const node = connect(port, '127.0.0.1');
    node.once('error', () => {
      if (!one.node && !one.client.destroyed) this.reach(one, tries - 1);
    });
    node.once('connect', () => {
      one.node = node;
      node.on('error', () => undefined);
      node.once('close', () => one.client.destroy());
      if (one.client.destroyed) return void node.destroy();
      this.pump(one.client, node);
      this.pump(node, one.client);
      if (this.stalled.has(one.door)) for (const end of [one.client, node]) end.pause();
      else one.client.resume();
    });
  }

  private pump(from: Socket, to: Socket): void {
    from.on('data', (data) => {
      to.write(data);
    });
    from.once('end', () => to.end());
  }
}
