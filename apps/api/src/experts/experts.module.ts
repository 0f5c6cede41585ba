import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { InvitesModule } from '../invites/invites.module';
import { SiteModule } from '../site/site.module';
import { StreamsModule } from '../streams/streams.module';
import { ExpertsController } from './experts.controller';
import { ExpertsService } from './experts.service';

@Module({
  imports: [AccountsModule, StreamsModule, InvitesModule, SiteModule],
  controllers: [ExpertsController],
  providers: [ExpertsService],
})
export class ExpertsModule {}
