import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StreamsModule } from '../streams/streams.module';
import { WebhookEntity } from './webhook.entity';
import { WebhookDeliveryEntity } from './webhook-delivery.entity';
import { WebhookMessages } from './webhook-messages.service';
import { WebhookSecrets } from './webhook-secrets';
import { WebhookSender } from './webhook-sender.service';
import { WebhooksController } from './webhooks.controller';
import { WebhooksService } from './webhooks.service';

/** Other programs that are told what happens (SEC-N1). */
@Module({
  imports: [TypeOrmModule.forFeature([WebhookEntity, WebhookDeliveryEntity]), StreamsModule],
  controllers: [WebhooksController],
  providers: [WebhooksService, WebhookMessages, WebhookSender, WebhookSecrets],
  exports: [WebhookMessages],
})
export class WebhooksModule {}
