import {
  Catch,
  createParamDecorator,
  type ExceptionFilter,
  type ExecutionContext,
  Inject,
  Logger,
  type OnModuleInit,
  UseFilters,
} from '@nestjs/common';
import {
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { CLIENT_MESSAGES, type EphemeralIn, type PeerAddress, type SignalIn } from '@relevo/contracts';
import { type Audience, audienceRefusal, isAddressed } from '@relevo/domain';
import type { Server, Socket } from 'socket.io';
import type { z } from 'zod';
import { ForParticipants } from '../../platform/access/marks';
import { CLOCK, type Clock } from '../../platform/clock';
import { ApiError, refused } from '../../platform/errors/api-error';
import { CommandsService } from '../commands/commands.service';
import { joinedReader, PageService, type Reading } from '../log/page.service';
import { MarksService } from '../marks/marks.service';
import { Connection } from './connection';
import { Connections } from './connections';
import { maySignal } from './may-signal';
import { NodeBus } from './node-bus';
import { PresenceService, sameAddress } from './presence.service';
import { SocketServer } from './socket-server';

type Messages = typeof CLIENT_MESSAGES;
type In<Name extends keyof Messages> = z.output<Messages[Name]['in']>;
type Out<Name extends keyof Messages> = z.input<Messages[Name]['out']>;
type Handlers = {
  readonly [Name in keyof Messages]: (from: Connection, message: In<Name>) => Promise<Out<Name>>;
};

const NOT_SUBSCRIBED = 'subscribe to the stream first';

/** The connection that a message came from. */
const Sender = createParamDecorator((_: unknown, context: ExecutionContext) =>
  Connection.of(context.switchToWs().getClient<Socket>()),
);

/** The message, parsed with its contract. */
const Message = (name: keyof Messages): ParameterDecorator =>
  MessageBody({ schema: CLIENT_MESSAGES[name].in });

/** Leaves faults to the dispatcher, which answers every message in one form. */
@Catch()
class ToDispatcher implements ExceptionFilter {
  catch(fault: unknown): never {
    throw fault;
  }
}

/** What each message of a client does. Everyone who sends one is proven; what they may in a session is decided in the domain. */
@WebSocketGateway()
@UseFilters(ToDispatcher)
export class SocketGateway
  implements Handlers, OnModuleInit, OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect
{
  private readonly logger = new Logger('Socket');

  constructor(
    private readonly server: SocketServer,
    private readonly commands: CommandsService,
    private readonly pages: PageService,
    private readonly connections: Connections,
    private readonly presence: PresenceService,
    private readonly bus: NodeBus,
    private readonly marks: MarksService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.bus.on('signal', ({ session, to, message }) => {
      for (const connection of this.presence.at(session, to)) connection.send('signal', message);
    });
    this.bus.on('ephemeral', ({ message, to }) => this.fanEphemeral(message, to));
  }

  afterInit(io: Server): void {
    this.server.open(io);
  }

  handleConnection(socket: Socket): void {
    this.server.welcome(Connection.of(socket));
  }

  handleDisconnect(socket: Socket): void {
    this.server.farewell(Connection.of(socket));
  }

  @SubscribeMessage('command')
  @ForParticipants('session.command')
  command(@Sender() from: Connection, @Message('command') envelope: In<'command'>): Promise<Out<'command'>> {
    return this.commands.give(from.principal, envelope);
  }

  @SubscribeMessage('subscribe')
  @ForParticipants('session.read')
  async subscribe(
    @Sender() from: Connection,
    @Message('subscribe') { stream, since, limit }: In<'subscribe'>,
  ): Promise<Out<'subscribe'>> {
    const reading = await this.pages.open(from.principal, stream);
    // Subscribed before reading: what is committed meanwhile comes as a live event.
    if (
      from.socket.connected &&
      this.connections.subscribe(from, reading) &&
      reading.entry === reading.session
    )
      this.presence.changed(stream);
    const page = await this.pages.read(reading, { since, limit });
    // With the last page: the marks are about lines that the reader has then.
    if (!page.more) this.tellMarks(from, reading);
    return page;
  }

  @SubscribeMessage('signal')
  @ForParticipants('session.command')
  async signal(
    @Sender() from: Connection,
    @Message('signal') { to, ...rest }: In<'signal'>,
  ): Promise<Out<'signal'>> {
    const session = this.joined(from, rest.stream);
    const own = from.address(rest.stream);
    if (!own || session.entry !== session.session) throw new ApiError('FORBIDDEN', NOT_SUBSCRIBED);
    if (!maySignal(session.entry.state, own, to))
      throw new ApiError('FORBIDDEN', 'no link between these ends');
    return { delivered: this.pass(rest.stream, to, { ...rest, from: own }) };
  }

  @SubscribeMessage('ephemeral')
  @ForParticipants('session.command')
  async ephemeral(
    @Sender() from: Connection,
    @Message('ephemeral') { to, ...rest }: In<'ephemeral'>,
  ): Promise<Out<'ephemeral'>> {
    const { readerId, session } = this.joined(from, rest.stream);
    if (!from.typing.take(this.clock.now()))
      throw new ApiError('TOO_MANY_REQUESTS', 'told too often', { retryAfterSeconds: 1 });
    const no = audienceRefusal(session.state, readerId, to);
    if (no) throw refused(no);
    const message = { ...rest, from: readerId };
    this.fanEphemeral(message, to, from);
    this.bus.tell('ephemeral', { message, to });
    return {};
  }

  @SubscribeMessage('mark')
  @ForParticipants('session.command')
  async mark(@Sender() from: Connection, @Message('mark') mark: In<'mark'>): Promise<Out<'mark'>> {
    await this.marks.take(this.joined(from, mark.stream), mark);
    return {};
  }

  /** The sender's part in a stream that it subscribed to, if it is in the session now. */
  private joined(from: Connection, stream: string): Reading {
    const reading = from.readings.get(stream);
    if (!reading) throw new ApiError('FORBIDDEN', NOT_SUBSCRIBED);
    if (!joinedReader(reading)) throw new ApiError('NOT_ADMITTED');
    return reading;
  }

  private tellMarks(to: Connection, reading: Reading): void {
    this.marks.show(to, reading).catch((fault: unknown) => {
      this.logger.warn(`Marks were not shown: ${String(fault)}`);
    });
  }

  private pass(session: string, to: PeerAddress, message: SignalIn): boolean {
    const here = this.presence.at(session, to);
    for (const connection of here) connection.send('signal', message);
    if (here.length > 0) return true;
    const known = this.presence.of(session).some((address) => sameAddress(address, to));
    return known && this.bus.tell('signal', { session, to, message });
  }

  private fanEphemeral(message: EphemeralIn, to: Audience, sender?: Connection): void {
    for (const connection of this.connections.of(message.stream)) {
      const reading = connection.readings.get(message.stream);
      const reader = reading && joinedReader(reading);
      if (connection === sender || !reader) continue;
      if (isAddressed({ authorId: message.from, to }, reader)) connection.send('ephemeral', message);
    }
  }
}
