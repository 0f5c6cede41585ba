import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionsModule } from '../sessions/sessions.module';
import { SiteModule } from '../site/site.module';
import { StreamsModule } from '../streams/streams.module';
import { WebhooksModule } from '../webhooks/webhooks.module';
import { AvailabilityController } from './availability/availability.controller';
import { AvailabilityEntity } from './availability/availability.entity';
import { AvailabilityService } from './availability/availability.service';
import { WrapUpService } from './availability/wrap-up.service';
import { AssigningService } from './desk/assigning.service';
import { DeskController } from './desk/desk.controller';
import { DeskService } from './desk/desk.service';
import { PickingService } from './desk/picking.service';
import { WallBoardController } from './desk/wall-board.controller';
import { WallBoardService } from './desk/wall-board.service';
import { QueueEntity } from './lists/queue.entity';
import { QueuesController } from './lists/queues.controller';
import { QueuesService } from './lists/queues.service';
import { QueueTicketEntity } from './tickets/queue-ticket.entity';
import { TicketsController } from './tickets/tickets.controller';
import { TicketsService } from './tickets/tickets.service';
import { WaitingDataService } from './tickets/waiting-data.service';

/** Queues: who waits for help, who gives it, and how each of those stands (W5). */
@Module({
  imports: [
    TypeOrmModule.forFeature([QueueEntity, QueueTicketEntity, AvailabilityEntity]),
    StreamsModule,
    SessionsModule,
    SiteModule,
    WebhooksModule,
  ],
  controllers: [
    QueuesController,
    TicketsController,
    DeskController,
    WallBoardController,
    AvailabilityController,
  ],
  providers: [
    QueuesService,
    TicketsService,
    DeskService,
    PickingService,
    AssigningService,
    WallBoardService,
    AvailabilityService,
    WrapUpService,
    WaitingDataService,
  ],
  exports: [WaitingDataService],
})
export class QueuesModule {}
