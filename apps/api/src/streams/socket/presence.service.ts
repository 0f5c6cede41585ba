import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PeerAddress } from '@relevo/contracts';
import { LogService } from '../log/log.service';
import { joinedReader } from '../log/page.service';
import type { Connection } from './connection';
import { Connections } from './connections';
import { NodeBus } from './node-bus';

const ALIVE_MS = 5000;
const DEAD_MS = 15_000;

/** Whether two addresses name the same end. */
export const sameAddress = (a: PeerAddress, b: PeerAddress): boolean =>
  a.participantId === b.participantId && a.endpoint === b.endpoint && a.deviceId === b.deviceId;

/** Who can be reached in a session now: the sockets that subscribed to it, here and on the other nodes. */
@Injectable()
export class PresenceService implements OnModuleInit {
  private readonly node = randomUUID();
  private readonly remote = new Map<string, Map<string, PeerAddress[]>>();
  private readonly heard = new Map<string, { at: number; told: number }>();
  /** How often this node told the others of presence. */
  private told = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: LogService,
    private readonly connections: Connections,
    private readonly bus: NodeBus,
  ) {}

  onModuleInit(): void {
    this.bus.on('alive', ({ node, told }) => this.hear(node, told, told));
    this.bus.on('presence.ask', ({ session }) => {
      for (const one of session === null ? this.connections.sessions() : [session]) this.tellNodes(one);
    });
    this.bus.on('presence', ({ node, session, endpoints, told }) => {
      this.hear(node, told - 1, told);
      const nodes = this.remote.get(session) ?? new Map<string, PeerAddress[]>();
      if (endpoints.length === 0) nodes.delete(node);
      else nodes.set(node, endpoints);
      if (nodes.size === 0) this.remote.delete(session);
      else this.remote.set(session, nodes);
      this.tellHere(session);
    });
    // Who was let in now hears who is there.
    this.log.onAdvance(({ entry, before, after }) => {
      if (entry.kind === 'session' && before.participants !== after.participants) this.tellHere(entry.id);
    });
  }

  start(): void {
    this.timer = setInterval(() => this.beat(), ALIVE_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Everybody in a session who can be reached. */
  of(session: string): PeerAddress[] {
    return [...this.here(session), ...[...(this.remote.get(session)?.values() ?? [])].flat()];
  }

  /** A socket subscribed to a session, or is gone: everybody there hears it. */
  changed(session: string): void {
    if (this.here(session).length > 0 && !this.remote.has(session))
      this.bus.tell('presence.ask', { session });
    this.tellNodes(session);
    this.tellHere(session);
  }

  /** The sockets of this node at an address. */
  at(session: string, address: PeerAddress): Connection[] {
    return [...this.connections.of(session)].filter((c) => {
      const own = c.address(session);
      return own !== undefined && sameAddress(own, address);
    });
  }

  private here(session: string): PeerAddress[] {
    return [...this.connections.of(session)].flatMap((c) => c.address(session) ?? []);
  }

  private tellNodes(session: string): void {
    this.told += 1;
    this.bus.tell('presence', {
      node: this.node,
      session,
      endpoints: this.here(session),
      told: this.told,
    });
  }

  /** Redis may lose what nodes say: who missed something, or meets a node for the first time, asks for all of it. */
  private hear(node: string, before: number, told: number): void {
    const known = this.heard.get(node)?.told;
    this.heard.set(node, { at: Date.now(), told });
    if (known !== before && known !== told) this.bus.tell('presence.ask', { session: null });
  }

  /** Only those in the session hear who else is there, not who waits at the door (SEC-J5). */
  private tellHere(session: string): void {
    const message = { stream: session, endpoints: this.of(session).slice(0, 200) };
    for (const connection of this.connections.of(session)) {
      const reading = connection.readings.get(session);
      if (reading && joinedReader(reading)) connection.send('presence', message);
    }
  }

  private beat(): void {
    this.bus.tell('alive', { node: this.node, told: this.told });
    const limit = Date.now() - DEAD_MS;
    for (const [node, { at }] of this.heard) {
      if (at >= limit) continue;
      this.heard.delete(node);
      for (const [session, nodes] of this.remote) {
        if (!nodes.delete(node)) continue;
        if (nodes.size === 0) this.remote.delete(session);
        this.tellHere(session);
      }
    }
  }
}
