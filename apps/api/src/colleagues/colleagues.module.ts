import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvitesModule } from '../invites/invites.module';
import { SessionsModule } from '../sessions/sessions.module';
import { StreamsModule } from '../streams/streams.module';
import { ColleaguesController } from './colleagues.controller';
import { ColleaguesService } from './colleagues.service';
import { RingEntity } from './ring.entity';

@Module({
  imports: [TypeOrmModule.forFeature([RingEntity]), StreamsModule, SessionsModule, InvitesModule],
  controllers: [ColleaguesController],
  providers: [ColleaguesService],
})
export class ColleaguesModule {}
