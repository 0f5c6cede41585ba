import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module';
import { SiteModule } from '../site/site.module';
import { StreamsModule } from '../streams/streams.module';
import { IdleService } from './idle.service';
import { LiveGrantEntity } from './live-grant.entity';
import { SessionEntity } from './session.entity';
import { SessionParticipantEntity } from './session-participant.entity';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';
import { SignedOutService } from './signed-out.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([SessionEntity, SessionParticipantEntity, LiveGrantEntity]),
    AccountsModule,
    StreamsModule,
    SiteModule,
  ],
  controllers: [SessionsController],
  providers: [SessionsService, SignedOutService, IdleService],
  exports: [SessionsService],
})
export class SessionsModule {}
