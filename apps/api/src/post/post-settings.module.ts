import { Module } from '@nestjs/common';
import { SiteModule } from '../site/site.module';
import { PostModule } from './post.module';
import { PostSettingsController } from './post-settings.controller';

@Module({ imports: [PostModule, SiteModule], controllers: [PostSettingsController] })
export class PostSettingsModule {}
