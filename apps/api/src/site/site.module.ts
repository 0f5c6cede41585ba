import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SiteController } from './site.controller';
import { SitePolicyService } from './site-policy.service';
import { SiteSettingsEntity } from './site-settings.entity';

@Module({
  imports: [TypeOrmModule.forFeature([SiteSettingsEntity])],
  controllers: [SiteController],
  providers: [SitePolicyService],
  exports: [SitePolicyService],
})
export class SiteModule {}
