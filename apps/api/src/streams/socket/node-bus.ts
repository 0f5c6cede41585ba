import { Injectable, Logger } from '@nestjs/common';
import type { EphemeralIn, PeerAddress, SignalIn } from '@relevo/contracts';
import type { Audience, Mark } from '@relevo/domain';
import type { Server } from 'socket.io';

/** What nodes tell each other beside the log: fleeting, and nobody waits for it. */
export interface NodeMessages {
  /** Who is reachable in a session at the sender's node; `told` counts such messages of the sender. */
  presence: { node: string; session: string; endpoints: PeerAddress[]; told: number };
  /** The sender wants to know who is reachable: in a session, or in all. */
  'presence.ask': { session: string | null };
  /** The sender's node lives, and has told of presence so many times. */
  alive: { node: string; told: number };
  /** Whose consoles have a line to the sender's node. */
  accounts: { node: string; accounts: readonly string[] };
  signal: { session: string; to: PeerAddress; message: SignalIn };
  /** Something fleeting and for whom it is. */
  ephemeral: { message: EphemeralIn; to: Audience };
  /** How far people have come in a conversation, all of it: each node tells its readers what they may know. */
  marks: { stream: string; marks: readonly Mark[] };
}

const EVENT = 'node';

/** Between the nodes by way of the Socket.IO adapter; with one node, or while Redis is away, nobody hears it. */
@Injectable()
export class NodeBus {
  private readonly logger = new Logger(NodeBus.name);
  private server: Server | undefined;
  private ready: () => boolean = () => false;
  private readonly handlers: { [Name in keyof NodeMessages]?: (message: NodeMessages[Name]) => void } = {};

  attach(server: Server, ready: () => boolean): void {
    this.server = server;
    this.ready = ready;
    server.on(EVENT, (...[name, message]: unknown[]) => {
      const handler = this.handlers[name as keyof NodeMessages] as ((message: unknown) => void) | undefined;
      try {
        handler?.(message);
      } catch (fault) {
        this.logger.error(fault);
      }
    });
  }

  on<Name extends keyof NodeMessages>(name: Name, handler: (message: NodeMessages[Name]) => void): void {
    this.handlers[name] = handler as never;
  }

  /** Tells the other nodes; false = there is no line to them now. */
  tell<Name extends keyof NodeMessages>(name: Name, message: NodeMessages[Name]): boolean {
    if (!this.server || !this.ready()) return false;
    this.server.serverSideEmit(EVENT, name, message);
    return true;
  }
}
