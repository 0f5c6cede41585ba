import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DevicesModule } from '../devices/devices.module';
import { SiteModule } from '../site/site.module';
import { StreamsModule } from '../streams/streams.module';
import { InviteEntity } from './invite.entity';
import { InviteTokenEntity } from './invite-token.entity';
import { InvitesController } from './invites.controller';
import { InvitesService } from './invites.service';
import { JoiningService } from './joining.service';
import { ProofsService } from './proofs.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([InviteEntity, InviteTokenEntity]),
    StreamsModule,
    DevicesModule,
    SiteModule,
  ],
  controllers: [InvitesController],
  providers: [InvitesService, JoiningService, ProofsService],
  exports: [InvitesService, ProofsService],
})
export class InvitesModule {}
