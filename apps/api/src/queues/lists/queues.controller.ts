import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { addQueueBody, changeQueueBody, id, type QueueList, queueList } from '@relevo/contracts';
import type { z } from 'zod';
import { actorOf } from '../../audit/audit.queries';
import { CurrentAccount } from '../../platform/access/current-principal';
import { SignedIn } from '../../platform/access/marks';
import { Answers } from '../../platform/openapi/answers';
import type { AccountPrincipal } from '../../platform/principal';
import { QueuesService } from './queues.service';

/** The queues that the organisation offers. Every change answers the list as it is then. */
@ApiTags('queues')
@Controller('site/queues')
export class QueuesController {
  constructor(private readonly queues: QueuesService) {}

  @Get()
  @SignedIn('site.configure')
  @Answers(queueList)
  read(): QueueList {
    return { queues: [...this.queues.current()] };
  }

  @Post()
  @SignedIn('site.configure')
  @Answers(queueList, 201)
  async add(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: addQueueBody }) body: z.output<typeof addQueueBody>,
  ): Promise<QueueList> {
    await this.queues.add(actorOf(who), body);
    return this.read();
  }

  @Put(':id')
  @SignedIn('site.configure')
  @Answers(queueList)
  async change(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) queueId: string,
    @Body({ schema: changeQueueBody }) body: z.output<typeof changeQueueBody>,
  ): Promise<QueueList> {
    await this.queues.edit(actorOf(who), queueId, body);
    return this.read();
  }
}
