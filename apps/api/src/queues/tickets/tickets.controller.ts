import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  askCallBackBody,
  enterQueueBody,
  type QueueDoor,
  queueDoor,
  queueSlug,
  type TicketView,
  ticketProof,
  ticketView,
} from '@relevo/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../../platform/access/marks';
import { Answers } from '../../platform/openapi/answers';
import { clientAddress } from '../../platform/rate-limit/client-address';
import { type Limit, RateLimits } from '../../platform/rate-limit/rate-limits';
import { TicketsService } from './tickets.service';

/** By address, and over the whole site: a queue that a script fills is no queue. */
const ENTERED: Limit = { name: 'queue:entered', points: 10, seconds: 60 };
const ENTERED_SITE: Limit = { name: 'queue:entered-site', points: 50, seconds: 1 };
/** Pages ask every few seconds, and there may be many behind one address. */
const ASKED: Limit = { name: 'queue:asked', points: 600, seconds: 60 };

const PROVEN = 'proves itself with the secret of a ticket';

@ApiTags('queues')
@Controller()
export class TicketsController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly limits: RateLimits,
  ) {}

  @Get('queues/:slug')
  @Public('what a queue asks and when it is open is for everybody')
  @Answers(queueDoor)
  async door(
    @Param('slug', { schema: queueSlug }) slug: string,
    @Req() request: FastifyRequest,
  ): Promise<QueueDoor> {
    await this.limits.consume(ASKED, clientAddress(request.ip));
    return this.tickets.door(slug);
  }

  @Post('queues/:slug/tickets')
  @Public('customers come to a queue without an account')
  @Answers(ticketView, 201)
  async enter(
    @Param('slug', { schema: queueSlug }) slug: string,
    @Body({ schema: enterQueueBody }) body: z.output<typeof enterQueueBody>,
    @Req() request: FastifyRequest,
  ): Promise<TicketView> {
    await this.limits.consume(ENTERED, clientAddress(request.ip));
    await this.limits.consume(ENTERED_SITE, 'site');
    return this.tickets.enter(slug, body);
  }

  @Post('queue-tickets/state')
  @Public(PROVEN)
  @Answers(ticketView)
  async state(
    @Body({ schema: ticketProof }) proof: z.output<typeof ticketProof>,
    @Req() request: FastifyRequest,
  ): Promise<TicketView> {
    await this.limits.consume(ASKED, clientAddress(request.ip));
    return this.tickets.state(proof);
  }

  @Post('queue-tickets/give-up')
  @Public(PROVEN)
  @Answers(ticketView)
  async giveUp(
    @Body({ schema: ticketProof }) proof: z.output<typeof ticketProof>,
    @Req() request: FastifyRequest,
  ): Promise<TicketView> {
    await this.limits.consume(ASKED, clientAddress(request.ip));
    return this.tickets.giveUp(proof);
  }

  @Post('queue-tickets/call-back')
  @Public(PROVEN)
  @Answers(ticketView)
  async askCallBack(
    @Body({ schema: askCallBackBody }) body: z.output<typeof askCallBackBody>,
    @Req() request: FastifyRequest,
  ): Promise<TicketView> {
    await this.limits.consume(ASKED, clientAddress(request.ip));
    return this.tickets.askCallBack(body);
  }
}
