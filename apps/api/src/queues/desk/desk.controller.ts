import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id, pickBody, type QueueDesk, queueDesk, type SessionView, sessionView } from '@relevo/contracts';
import type { z } from 'zod';
import { CurrentAccount } from '../../platform/access/current-principal';
import { SignedIn } from '../../platform/access/marks';
import { Answers, AnswersNothing } from '../../platform/openapi/answers';
import type { AccountPrincipal } from '../../platform/principal';
import { DeskService } from './desk.service';
import { PickingService } from './picking.service';

@ApiTags('queues')
@Controller()
export class DeskController {
  constructor(
    private readonly desk: DeskService,
    private readonly picking: PickingService,
  ) {}

  @Get('queue-desk')
  @SignedIn('session.read')
  @Answers(queueDesk)
  read(@CurrentAccount() { accountId }: AccountPrincipal): Promise<QueueDesk> {
    return this.desk.of(accountId);
  }

  @Post('queue-tickets/:id/pick')
  @SignedIn('session.command')
  @Answers(sessionView, 201)
  pick(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) ticketId: string,
    @Body({ schema: pickBody }) { sessionId }: z.output<typeof pickBody>,
  ): Promise<SessionView> {
    return this.picking.pick(who, ticketId, sessionId);
  }

  @Post('queue-tickets/:id/pass')
  @SignedIn('session.command')
  @AnswersNothing()
  async pass(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) ticketId: string,
  ): Promise<void> {
    await this.picking.pass(who, ticketId);
  }

  @Post('queue-tickets/:id/done')
  @SignedIn('session.command')
  @AnswersNothing()
  async done(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) ticketId: string,
  ): Promise<void> {
    await this.picking.done(who, ticketId);
  }
}
