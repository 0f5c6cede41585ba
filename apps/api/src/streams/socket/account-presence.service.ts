import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Connections } from './connections';
import { NodeBus } from './node-bus';

const TELL_MS = 5000;
const DEAD_MS = 15_000;

/** Whose consoles have a line to the site now, here and on the other nodes. */
@Injectable()
export class AccountPresence implements OnModuleInit {
  private readonly node = randomUUID();
  private readonly remote = new Map<string, { at: number; accounts: readonly string[] }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly connections: Connections,
    private readonly bus: NodeBus,
  ) {}

  onModuleInit(): void {
    this.bus.on('accounts', ({ node, accounts }) => this.remote.set(node, { at: Date.now(), accounts }));
  }

  start(): void {
    this.timer = setInterval(() => this.tell(), TELL_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A socket came or went. */
  tell(): void {
    this.bus.tell('accounts', { node: this.node, accounts: this.here() });
  }

  /** All who can be reached. A node that has been silent for too long is not counted. */
  reachable(): Set<string> {
    const limit = Date.now() - DEAD_MS;
    for (const [node, { at }] of this.remote) if (at < limit) this.remote.delete(node);
    return new Set([...this.here(), ...[...this.remote.values()].flatMap(({ accounts }) => accounts)]);
  }

  private here(): string[] {
    const ids = [...this.connections].flatMap(({ principal }) =>
      principal.kind === 'account' ? [principal.accountId] : [],
    );
    return [...new Set(ids)];
  }
}
