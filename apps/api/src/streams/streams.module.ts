import { Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module';
import { Database } from '../platform/database/database';
import { SiteModule } from '../site/site.module';
import { CheckpointEntity } from './checkpoints/checkpoint.entity';
import { CheckpointsService } from './checkpoints/checkpoints.service';
import { LogKeyEntity } from './checkpoints/log-key.entity';
import { LogKeysController } from './checkpoints/log-keys.controller';
import { LogKeysService } from './checkpoints/log-keys.service';
import { CommandsService } from './commands/commands.service';
import { StreamsController } from './commands/streams.controller';
import { CommandEntity } from './log/command.entity';
import { EventBodyEntity, EventHeaderEntity } from './log/event.entity';
import { LogService } from './log/log.service';
import { NoticesService } from './log/notices.service';
import { PageService } from './log/page.service';
import { SessionChanges } from './log/session-changes';
import { StreamEntity } from './log/stream.entity';
import { ChatMarkEntity } from './marks/chat-mark.entity';
import { MarksService } from './marks/marks.service';
import { AccountPresence } from './socket/account-presence.service';
import { SocketAdapter } from './socket/adapter';
import { Connections } from './socket/connections';
import { Dispatcher } from './socket/dispatcher';
import { DrainService } from './socket/drain.service';
import { EndingsService } from './socket/endings.service';
import { SocketGateway } from './socket/gateway';
import { HeadsService } from './socket/heads.service';
import { LiveEvents } from './socket/live-events';
import { NodeBus } from './socket/node-bus';
import { PresenceService } from './socket/presence.service';
import { SocketDevices } from './socket/socket-devices';
import { SocketServer } from './socket/socket-server';
import { StreamMetrics } from './stream-metrics';
import { SocketTicketEntity } from './tickets/socket-ticket.entity';
import { SocketTicketsController } from './tickets/socket-tickets.controller';
import { SocketTicketsService } from './tickets/socket-tickets.service';

/** The log and its live line to everybody who follows it. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      StreamEntity,
      EventHeaderEntity,
      EventBodyEntity,
      CommandEntity,
      ChatMarkEntity,
      CheckpointEntity,
      LogKeyEntity,
      SocketTicketEntity,
    ]),
    AccountsModule,
    SiteModule,
  ],
  controllers: [StreamsController, LogKeysController, SocketTicketsController],
  providers: [
    {
      provide: LogService,
      inject: [Database],
      useFactory: (database: Database) => {
        const logger = new Logger('Log');
        return new LogService(database.pool, (fault) => logger.error(fault));
      },
    },
    {
      provide: SessionChanges,
      inject: [LogService],
      useFactory: (log: LogService) => new SessionChanges(log),
    },
    NoticesService,
    LogKeysService,
    CheckpointsService,
    PageService,
    CommandsService,
    StreamMetrics,
    SocketTicketsService,
    Connections,
    NodeBus,
    PresenceService,
    AccountPresence,
    HeadsService,
    LiveEvents,
    MarksService,
    EndingsService,
    Dispatcher,
    DrainService,
    SocketDevices,
    SocketAdapter,
    SocketServer,
    SocketGateway,
  ],
  exports: [
    LogService,
    PageService,
    SessionChanges,
    NoticesService,
    Connections,
    PresenceService,
    AccountPresence,
  ],
})
export class StreamsModule {}
