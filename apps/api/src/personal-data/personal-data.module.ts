import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { QueuesModule } from '../queues/queues.module';
import { SiteModule } from '../site/site.module';
import { StreamsModule } from '../streams/streams.module';
import { PersonalDataController } from './personal-data.controller';
import { PersonalDataService } from './personal-data.service';
import { RetentionController } from './retention.controller';
import { RetentionService } from './retention.service';

@Module({
  imports: [StreamsModule, AccountsModule, SiteModule, QueuesModule],
  controllers: [PersonalDataController, RetentionController],
  providers: [PersonalDataService, RetentionService],
})
export class PersonalDataModule {}
