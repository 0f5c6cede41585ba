import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailSender } from './mail-sender';
import { Post } from './post.service';
import { PostSettingsEntity } from './post-settings.entity';
import { PostSettings } from './post-settings.service';
import { SMS_PROVIDER } from './sms-provider';
import { WebhookSms } from './webhook-sms';

/** Mails and SMS. */
@Module({
  imports: [TypeOrmModule.forFeature([PostSettingsEntity])],
  providers: [MailSender, Post, PostSettings, { provide: SMS_PROVIDER, useClass: WebhookSms }],
  exports: [Post, PostSettings],
})
export class PostModule {}
