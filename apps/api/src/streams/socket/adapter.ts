import type { Server as HttpServer } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { SOCKET_PATH } from '@relevo/contracts';
import type { Observable } from 'rxjs';
import { Server, type Socket } from 'socket.io';
import { ownOrigins } from '../../platform/access/origins';
import { CONFIG, type Config } from '../../platform/config';
import { Connection } from './connection';
import { Dispatcher } from './dispatcher';
import { jsonParser } from './parser';
import { RedisLine } from './redis-line';

const MOST_BYTES = 64 * 1024;

/** Makes the Socket.IO server of the gateway. The origin is checked before anything is allocated. */
@Injectable()
export class SocketAdapter extends IoAdapter {
  private line: RedisLine | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
    private readonly dispatcher: Dispatcher,
  ) {
    super();
  }

  /** Whether the other nodes can be reached now. */
  get linked(): boolean {
    return this.line?.ready === true;
  }

  override createIOServer(): Server {
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
    io.engine.on('connection', (raw: { request: unknown }) => {
      // The request of the upgrade would be kept as long as the socket.
      raw.request = null;
    });
    if (this.config.redisUrl !== null) {
      this.line = new RedisLine(this.config.redisUrl);
      this.line.adapt(io);
    }
    return io;
  }

  /** Gives every message to the dispatcher, also those for which there is no handler. */
  override bindMessageHandlers(
    socket: Socket,
    handlers: MessageMappingProperties[],
    answersOf: (result: unknown) => Observable<unknown>,
  ): void {
    const table = new Map(handlers.map(({ message, callback }) => [message as unknown, callback]));
    socket.onAny((name: unknown, ...args: unknown[]) => {
      const callback = table.get(name);
      const handler = callback && ((message: unknown) => answersOf(callback(message)));
      void this.dispatcher.dispatch(Connection.of(socket), handler, args);
    });
  }

  /** Ends the sockets; the HTTP server below them is not the adapter's to close. */
  override async close(io: Server): Promise<void> {
    io.local.disconnectSockets(true);
    await io.of('/').adapter.close();
    io.engine.close();
  }

  override async dispose(): Promise<void> {
    await this.line?.close();
  }
}
