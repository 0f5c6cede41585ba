import { Module } from '@nestjs/common';
import { InvitesModule } from '../invites/invites.module';
import { PostModule } from '../post/post.module';
import { SessionsModule } from '../sessions/sessions.module';
import { SiteModule } from '../site/site.module';
import { StreamsModule } from '../streams/streams.module';
import { DeliveriesController } from './deliveries.controller';
import { DeliveriesService } from './deliveries.service';

@Module({
  imports: [StreamsModule, SessionsModule, InvitesModule, PostModule, SiteModule],
  controllers: [DeliveriesController],
  providers: [DeliveriesService],
})
export class DeliveriesModule {}
