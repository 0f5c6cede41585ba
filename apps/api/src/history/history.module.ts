import { Module } from '@nestjs/common';
import { StreamsModule } from '../streams/streams.module';
import { HistoryController } from './history.controller';
import { HistoryService } from './history.service';
import { ReadingService } from './reading.service';

/** What was, for those who may know of it. */
@Module({
  imports: [StreamsModule],
  controllers: [HistoryController],
  providers: [HistoryService, ReadingService],
})
export class HistoryModule {}
