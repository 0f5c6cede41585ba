import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  addWebhookBody,
  changeWebhookBody,
  id,
  type WebhookDelivery,
  type WebhookSecret,
  type WebhookView,
  webhookDeliveries,
  webhookList,
  webhookSecret,
} from '@relevo/contracts';
import type { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers, AnswersNothing } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { WebhooksService } from './webhooks.service';

/** Messages that one administrator asks for. */
const ASKED_FOR: Limit = { name: 'webhooks-asked', points: 30, seconds: 60 };

@ApiTags('site')
@Controller('site/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @SignedIn('site.configure')
  @Answers(webhookList)
  async list(): Promise<{ webhooks: WebhookView[] }> {
    return { webhooks: await this.webhooks.list() };
  }

  @Post()
  @SignedIn('site.configure')
  @Answers(webhookSecret, 201)
  add(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: addWebhookBody }) body: z.output<typeof addWebhookBody>,
  ): Promise<WebhookSecret> {
    return this.webhooks.add(who, body);
  }

  @Put(':id')
  @SignedIn('site.configure')
  @Answers(webhookList)
  async change(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) webhookId: string,
    @Body({ schema: changeWebhookBody }) body: z.output<typeof changeWebhookBody>,
  ): Promise<{ webhooks: WebhookView[] }> {
    return { webhooks: await this.webhooks.change(who, webhookId, body) };
  }

  @Post(':id/renew')
  @SignedIn('site.configure')
  @Answers(webhookSecret)
  renew(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) webhookId: string,
  ): Promise<WebhookSecret> {
    return this.webhooks.renew(who, webhookId);
  }

  @Post(':id/remove')
  @SignedIn('site.configure')
  @Answers(webhookList)
  async remove(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) webhookId: string,
  ): Promise<{ webhooks: WebhookView[] }> {
    return { webhooks: await this.webhooks.remove(who, webhookId) };
  }

  @Post(':id/test')
  @SignedIn('site.configure')
  @AnswersNothing()
  async test(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) webhookId: string,
  ): Promise<void> {
    await this.limits.consume(ASKED_FOR, who.accountId);
    await this.webhooks.test(webhookId);
  }

  @Get(':id/deliveries')
  @SignedIn('site.configure')
  @Answers(webhookDeliveries)
  async deliveries(
    @Param('id', { schema: id }) webhookId: string,
  ): Promise<{ deliveries: WebhookDelivery[] }> {
    return { deliveries: await this.webhooks.deliveries(webhookId) };
  }

  @Post(':id/deliveries/:delivery/again')
  @SignedIn('site.configure')
  @AnswersNothing()
  async again(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) webhookId: string,
    @Param('delivery', { schema: id }) deliveryId: string,
  ): Promise<void> {
    await this.limits.consume(ASKED_FOR, who.accountId);
    await this.webhooks.again(webhookId, deliveryId);
  }
}
