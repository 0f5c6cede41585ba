import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CLIENT_MESSAGES, type EphemeralIn, type PeerAddress, type SignalIn } from '@relevo/contracts';
import type { z } from 'zod';
import { ApiError } from '../../platform/errors/api-error';
import { CommandsService } from '../commands/commands.service';
import { PageService, type Reading } from '../log/page.service';
import type { Connection } from './connection';
import { Connections } from './connections';
import { maySignal } from './may-signal';
import { NodeBus } from './node-bus';
import { PresenceService, sameAddress } from './presence.service';

type Messages = typeof CLIENT_MESSAGES;
export type ClientMessage = keyof Messages;
type In<Name extends ClientMessage> = z.output<Messages[Name]['in']>;
type Out<Name extends ClientMessage> = z.input<Messages[Name]['out']>;
type Handlers = {
  readonly [Name in ClientMessage]: (from: Connection, message: In<Name>) => Promise<Out<Name>>;
};

const NOT_SUBSCRIBED = 'subscribe to the stream first';

/** What each message of a client does. Everyone who sends one is proven; what they may is decided here and in the domain. */
@Injectable()
export class SocketHandlers implements OnModuleInit {
  constructor(
    private readonly commands: CommandsService,
    private readonly pages: PageService,
    private readonly connections: Connections,
    private readonly presence: PresenceService,
    private readonly bus: NodeBus,
  ) {}

  onModuleInit(): void {
    this.bus.on('signal', ({ session, to, message }) => {
      for (const connection of this.presence.at(session, to)) connection.send('signal', message);
    });
    this.bus.on('ephemeral', (message) => this.fanEphemeral(message));
  }

  readonly table: Handlers = {
    command: (from, envelope) => this.commands.give(from.principal, envelope),
    subscribe: async (from, { stream, since, limit }) => {
      const reading = await this.pages.open(from.principal, stream);
      // Subscribed before reading: what is committed meanwhile comes as a live event.
      if (
        from.socket.connected &&
        this.connections.subscribe(from, reading) &&
        reading.entry === reading.session
      )
        this.presence.changed(stream);
      return this.pages.read(reading, { since, limit });
    },
    signal: async (from, { to, ...rest }) => {
      const session = this.joined(from, rest.stream);
      const own = from.address(rest.stream);
      if (!own || session.entry !== session.session) throw new ApiError('FORBIDDEN', NOT_SUBSCRIBED);
      if (!maySignal(session.entry.state, own, to))
        throw new ApiError('FORBIDDEN', 'no link between these ends');
      return { delivered: this.signal(rest.stream, to, { ...rest, from: own }) };
    },
    ephemeral: async (from, message) => {
      const { readerId } = this.joined(from, message.stream);
      const out = { ...message, from: readerId };
      this.fanEphemeral(out, from);
      this.bus.tell('ephemeral', out);
      return {};
    },
  };

  /** The sender's part in a stream that it subscribed to, if it is in the session now. */
  private joined(from: Connection, stream: string): Reading {
    const reading = from.readings.get(stream);
    if (!reading) throw new ApiError('FORBIDDEN', NOT_SUBSCRIBED);
    if (reading.session.state.participants[reading.readerId]?.status !== 'joined')
      throw new ApiError('NOT_ADMITTED');
    return reading;
  }

  private signal(session: string, to: PeerAddress, message: SignalIn): boolean {
    const here = this.presence.at(session, to);
    for (const connection of here) connection.send('signal', message);
    if (here.length > 0) return true;
    const known = this.presence.of(session).some((address) => sameAddress(address, to));
    return known && this.bus.tell('signal', { session, to, message });
  }

  private fanEphemeral(message: EphemeralIn, sender?: Connection): void {
    for (const connection of this.connections.of(message.stream)) {
      const reading = connection.readings.get(message.stream);
      const status = reading && reading.session.state.participants[reading.readerId]?.status;
      if (connection !== sender && status === 'joined') connection.send('ephemeral', message);
    }
  }
}
