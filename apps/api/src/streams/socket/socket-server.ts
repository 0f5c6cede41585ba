import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Server, Socket } from 'socket.io';
import { Draining } from '../../platform/draining';
import { ApiError } from '../../platform/errors/api-error';
import { MarksService } from '../marks/marks.service';
import { SocketTicketsService } from '../tickets/socket-tickets.service';
import { AccountPresence } from './account-presence.service';
import { SocketAdapter } from './adapter';
import { Connection } from './connection';
import { Connections } from './connections';
import { DrainService } from './drain.service';
import { EndingsService } from './endings.service';
import { handshakeError, readHandshake } from './handshake';
import { HeadsService } from './heads.service';
import { LiveEvents } from './live-events';
import { NodeBus } from './node-bus';
import { PresenceService } from './presence.service';
import { SocketDevices } from './socket-devices';

/** Lets sockets in and says goodbye: before any message is taken, a one-time ticket is redeemed. */
@Injectable()
export class SocketServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Socket');

  constructor(
    private readonly adapter: SocketAdapter,
    private readonly tickets: SocketTicketsService,
    private readonly endings: EndingsService,
    private readonly connections: Connections,
    private readonly presence: PresenceService,
    private readonly accounts: AccountPresence,
    private readonly heads: HeadsService,
    private readonly live: LiveEvents,
    private readonly bus: NodeBus,
    private readonly devices: SocketDevices,
    private readonly marks: MarksService,
    private readonly drain: DrainService,
    private readonly draining: Draining,
  ) {}

  /** Takes the server of the gateway into use. */
  open(io: Server): void {
    this.bus.attach(io, () => this.adapter.linked);
    this.live.sendThrough((to, records, stream) => {
      io.local.to(to.map((c) => c.id)).emit('events', { stream, records });
    });
    io.use((socket, next) => {
      void this.admit(socket, next);
    });
  }

  onApplicationBootstrap(): void {
    this.presence.start();
    this.accounts.start();
    this.heads.start();
    this.devices.start();
    this.marks.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.drain.run();
    this.presence.stop();
    this.accounts.stop();
    this.heads.stop();
    await this.devices.stop();
    await this.marks.stop();
  }

  welcome(connection: Connection): void {
    const { socket, principal } = connection;
    this.connections.add(connection);
    if (principal.kind === 'account') this.accounts.tell();
    socket.on('error', (fault) => this.logger.warn(`A socket failed: ${fault.message}`));
    void this.heads.send([connection]);
    // An end that was told between the ticket and now was not heard by this socket.
    this.endings.mayConnect(principal).then(
      (good) => good || connection.cut(),
      () => connection.cut(),
    );
    void this.devices.came(connection);
  }

  farewell(connection: Connection): void {
    const sessions = [...connection.readings.values()]
      .filter((r) => r.entry === r.session)
      .map((r) => r.entry.id);
    this.connections.remove(connection);
    this.endings.forget(connection);
    if (connection.principal.kind === 'account') this.accounts.tell();
    for (const session of sessions) this.presence.changed(session);
    void this.devices.gone(connection);
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
    if (this.draining.begun) throw new ApiError('UNAVAILABLE', 'this server is ending');
    const { ticket, endpoint } = readHandshake(socket.handshake.auth);
    const principal = await this.tickets.redeem(ticket);
    if (!principal || !(await this.endings.mayConnect(principal)))
      throw new ApiError('NOT_SIGNED_IN', 'the ticket is unknown, used or too old');
    socket.data = new Connection(socket, principal, endpoint);
  }
}
