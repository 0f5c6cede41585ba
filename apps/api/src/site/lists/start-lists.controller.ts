import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  addSessionTypeBody,
  addTrackingCodeBody,
  changeSessionTypeBody,
  changeTrackingCodeBody,
  codeFormBody,
  id,
  orderSessionTypesBody,
  type StartListsView,
  startLists,
} from '@relevo/contracts';
import type { z } from 'zod';
import { actorOf } from '../../audit/audit.queries';
import { CurrentAccount } from '../../platform/access/current-principal';
import { SignedIn } from '../../platform/access/marks';
import { Answers } from '../../platform/openapi/answers';
import type { AccountPrincipal } from '../../platform/principal';
import { StartListsService } from './start-lists.service';

/** What can be chosen when a session starts. Every change answers the lists as they are then. */
@ApiTags('site')
@Controller('site')
export class StartListsController {
  constructor(private readonly lists: StartListsService) {}

  @Get('start-lists')
  @SignedIn('session.start')
  @Answers(startLists)
  read(): StartListsView {
    return this.lists.current();
  }

  @Post('session-types')
  @SignedIn('site.configure')
  @Answers(startLists, 201)
  async addType(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: addSessionTypeBody }) body: z.output<typeof addSessionTypeBody>,
  ): Promise<StartListsView> {
    await this.lists.addType(actorOf(who), body);
    return this.lists.current();
  }

  @Put('session-types/order')
  @SignedIn('site.configure')
  @Answers(startLists)
  async orderTypes(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: orderSessionTypesBody }) { ids }: z.output<typeof orderSessionTypesBody>,
  ): Promise<StartListsView> {
    await this.lists.orderTypes(actorOf(who), ids);
    return this.lists.current();
  }

  @Put('session-types/:id')
  @SignedIn('site.configure')
  @Answers(startLists)
  async changeType(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) typeId: string,
    @Body({ schema: changeSessionTypeBody }) body: z.output<typeof changeSessionTypeBody>,
  ): Promise<StartListsView> {
    await this.lists.changeType(actorOf(who), typeId, body);
    return this.lists.current();
  }

  @Post('tracking-codes')
  @SignedIn('site.configure')
  @Answers(startLists, 201)
  async addCode(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: addTrackingCodeBody }) body: z.output<typeof addTrackingCodeBody>,
  ): Promise<StartListsView> {
    await this.lists.addCode(actorOf(who), body);
    return this.lists.current();
  }

  @Put('tracking-codes/:id')
  @SignedIn('site.configure')
  @Answers(startLists)
  async changeCode(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) codeId: string,
    @Body({ schema: changeTrackingCodeBody }) body: z.output<typeof changeTrackingCodeBody>,
  ): Promise<StartListsView> {
    await this.lists.changeCode(actorOf(who), codeId, body);
    return this.lists.current();
  }

  @Put('code-form')
  @SignedIn('site.configure')
  @Answers(startLists)
  async setCodeForm(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: codeFormBody }) { codeForm }: z.output<typeof codeFormBody>,
  ): Promise<StartListsView> {
    await this.lists.setCodeForm(actorOf(who), codeForm);
    return this.lists.current();
  }
}
