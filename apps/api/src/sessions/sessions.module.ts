import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SiteModule } from '../site/site.module';
import { StreamsModule } from '../streams/streams.module';
import { SessionEntity } from './session.entity';
import { SessionParticipantEntity } from './session-participant.entity';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';

@Module({
  imports: [TypeOrmModule.forFeature([SessionEntity, SessionParticipantEntity]), StreamsModule, SiteModule],
  controllers: [SessionsController],
  providers: [SessionsService],
})
export class SessionsModule {}
