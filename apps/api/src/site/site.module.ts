import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module';
import { PostModule } from '../post/post.module';
import { SessionTypeEntity } from './lists/session-type.entity';
import { StartListsController } from './lists/start-lists.controller';
import { StartListsService } from './lists/start-lists.service';
import { TrackingCodeEntity } from './lists/tracking-code.entity';
import { SiteLookController } from './look/site-look.controller';
import { SiteLookEntity } from './look/site-look.entity';
import { SiteLook } from './look/site-look.service';
import { SiteController } from './site.controller';
import { SitePolicyService } from './site-policy.service';
import { SiteSettingsEntity } from './site-settings.entity';

@Module({
  imports: [
    TypeOrmModule.forFeature([SiteSettingsEntity, SiteLookEntity, SessionTypeEntity, TrackingCodeEntity]),
    AuditModule,
    PostModule,
  ],
  controllers: [SiteController, SiteLookController, StartListsController],
  providers: [SitePolicyService, SiteLook, StartListsService],
  exports: [SitePolicyService, SiteLook, StartListsService],
})
export class SiteModule {}
