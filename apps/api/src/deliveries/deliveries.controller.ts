import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type InvitePreviewMessage,
  id,
  invitePreviewMessage,
  language,
  previewInviteBody,
  sendInviteBody,
} from '@relevo/contracts';
import { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers, AnswersNothing } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { DeliveriesService } from './deliveries.service';

const pageQuery = z.strictObject({ language });

@ApiTags('invites')
@Controller('sessions/:id/invites/:invite')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Post('deliveries')
  @SignedIn('invite.create')
  @AnswersNothing()
  send(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Param('invite', { schema: id }) inviteId: string,
    @Body({ schema: sendInviteBody }) body: z.output<typeof sendInviteBody>,
  ): Promise<void> {
    return this.deliveries.send(who, sessionId, inviteId, body);
  }

  @Post('message')
  @SignedIn('invite.create')
  @Answers(invitePreviewMessage)
  message(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Param('invite', { schema: id }) inviteId: string,
    @Body({ schema: previewInviteBody }) body: z.infer<typeof previewInviteBody>,
  ): Promise<InvitePreviewMessage> {
    return this.deliveries.message(who, sessionId, inviteId, body);
  }

  /** How the mail looks, for a frame of the console: its link is an example, so reading it makes nothing. */
  @Get('message.html')
  @SignedIn('invite.create')
  @Header('content-type', 'text/html; charset=utf-8')
  @Answers(z.string())
  page(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Param('invite', { schema: id }) inviteId: string,
    @Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>,
  ): Promise<string> {
    return this.deliveries.page(who, sessionId, inviteId, query.language);
  }
}
