import type { Server as HttpServer } from 'node:http';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { SOCKET_PATH } from '@relevo/contracts';
import { Server, type Socket } from 'socket.io';
import { ownOrigins } from '../../platform/access/origins';
import { CONFIG, type Config } from '../../platform/config';
import { ApiError } from '../../platform/errors/api-error';
import type { Principal } from '../../platform/principal';
import { SocketTicketsService } from '../tickets/socket-tickets.service';
import { Connection } from './connection';
import { Connections } from './connections';
import { Dispatcher } from './dispatcher';
import { EndingsService } from './endings.service';
import { handshakeError, readHandshake } from './handshake';
import { HeadsService } from './heads.service';
import { LiveEvents } from './live-events';
import { NodeBus } from './node-bus';
import { jsonParser } from './parser';
import { PresenceService } from './presence.service';
import { RedisLine } from './redis-line';
import { SocketDevices } from './socket-devices';

const MOST_BYTES = 64 * 1024;

/** What the handshake proved, kept with the socket until it is registered. */
interface Proven {
  readonly principal: Principal;
  readonly endpoint: string;
}

/**
 * The Socket.IO server. Before anything is allocated the origin is checked, before any message is taken a one-time
 * ticket is redeemed; from then on the dispatcher takes every message.
 */
@Injectable()
export class SocketServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Socket');
  private io: Server | undefined;
  private line: RedisLine | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
    private readonly tickets: SocketTicketsService,
    private readonly endings: EndingsService,
    private readonly connections: Connections,
    private readonly dispatcher: Dispatcher,
    private readonly presence: PresenceService,
    private readonly heads: HeadsService,
    private readonly live: LiveEvents,
    private readonly bus: NodeBus,
    private readonly devices: SocketDevices,
  ) {}

  onApplicationBootstrap(): void {
    const origins = ownOrigins(this.config.publicUrl);
    const io = new Server(this.host.httpAdapter.getHttpServer() as HttpServer, {
      // With the slash at the end that both ends add: without it, Engine.IO would take /socket-tickets too.
      path: SOCKET_PATH,
      transports: ['websocket'],
      parser: jsonParser,
      serveClient: false,
      maxHttpBufferSize: MOST_BYTES,
      perMessageDeflate: false,
      connectTimeout: 5000,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      allowRequest: ({ headers }, decide) =>
        decide(null, headers.origin !== undefined && origins.has(headers.origin)),
    });
    this.io = io;
    if (this.config.redisUrl !== null) {
      this.line = new RedisLine(this.config.redisUrl);
      this.line.adapt(io);
    }
    this.bus.attach(io, () => this.line?.ready === true);
    this.live.sendThrough((to, records, stream) => {
      io.local.to(to.map((c) => c.id)).emit('events', { stream, records });
    });
    io.engine.on('connection', (raw: { request: unknown }) => {
      // The request of the upgrade would be kept as long as the socket.
      raw.request = null;
    });
    io.use((socket, next) => {
      void this.admit(socket, next);
    });
    io.on('connection', (socket) => this.welcome(socket));
    this.presence.start();
    this.heads.start();
    this.devices.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.presence.stop();
    this.heads.stop();
    await this.devices.stop();
    this.io?.local.disconnectSockets(true);
    await this.io?.of('/').adapter.close();
    this.io?.engine.close();
    await this.line?.close();
  }

  /** Lets a socket in, or tells its client why not. */
  private async admit(socket: Socket, next: (fault?: Error) => void): Promise<void> {
    let fault: Error | undefined;
    try {
      await this.redeem(socket);
    } catch (error) {
      fault = handshakeError(error);
    }
    next(fault);
  }

  private async redeem(socket: Socket): Promise<void> {
    const { ticket, endpoint } = readHandshake(socket.handshake.auth);
    const principal = await this.tickets.redeem(ticket);
    if (!principal || !(await this.endings.mayConnect(principal)))
      throw new ApiError('NOT_SIGNED_IN', 'the ticket is unknown, used or too old');
    socket.data = { principal, endpoint } satisfies Proven;
  }

  private welcome(socket: Socket): void {
    const { principal, endpoint } = socket.data as Proven;
    const connection = new Connection(socket, principal, endpoint);
    this.connections.add(connection);
    socket.on('error', (fault) => this.logger.warn(`A socket failed: ${fault.message}`));
    socket.on('disconnect', () => this.farewell(connection));
    socket.onAny(
      (name: unknown, ...args: unknown[]) => void this.dispatcher.dispatch(connection, name, args),
    );
    void this.heads.send([connection]);
    // An end that was told between the ticket and now was not heard by this socket.
    this.endings.mayConnect(principal).then(
      (good) => good || connection.cut(),
      () => connection.cut(),
    );
    void this.devices.came(connection);
  }

  private farewell(connection: Connection): void {
    const sessions = [...connection.readings.values()]
      .filter((r) => r.entry === r.session)
      .map((r) => r.entry.id);
    this.connections.remove(connection);
    this.endings.forget(connection);
    for (const session of sessions) this.presence.changed(session);
    void this.devices.gone(connection);
  }
}
