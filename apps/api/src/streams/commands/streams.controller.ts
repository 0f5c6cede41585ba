import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type CommandEnvelope,
  type CommandResult,
  commandEnvelope,
  commandResult,
  type EventPage,
  eventPage,
  id,
} from '@relevo/contracts';
import { z } from 'zod';
import { CurrentPrincipal } from '../../platform/access/current-principal';
import { ForParticipants } from '../../platform/access/marks';
import { ApiError } from '../../platform/errors/api-error';
import { Answers } from '../../platform/openapi/answers';
import type { Principal } from '../../platform/principal';
import { type Limit, RateLimits } from '../../platform/rate-limit/rate-limits';
import { PageService } from '../log/page.service';
import { CommandsService } from './commands.service';

const range = z.object({
  since: z.coerce.number().pipe(z.int().nonnegative()).default(0),
  limit: z.coerce.number().pipe(z.int().min(1).max(500)).default(200),
});

const PER_PERSON: Limit = { name: 'streams-rest', points: 1200, seconds: 60 };

/** The log over REST: the same commands and the same reading as over the socket. */
@ApiTags('streams')
@Controller('streams')
export class StreamsController {
  constructor(
    private readonly commands: CommandsService,
    private readonly pages: PageService,
    private readonly limits: RateLimits,
  ) {}

  @Post(':id/commands')
  @ForParticipants('session.command')
  @Answers(commandResult)
  async command(
    @CurrentPrincipal() who: Principal,
    @Param('id', { schema: id }) stream: string,
    @Body({ schema: commandEnvelope }) envelope: CommandEnvelope,
  ): Promise<CommandResult> {
    if (envelope.stream !== stream) throw new ApiError('BAD_REQUEST', 'the address names another stream');
    await this.limit(who);
    return this.commands.give(who, envelope);
  }

  @Get(':id/events')
  @ForParticipants('session.read')
  @Answers(eventPage)
  async events(
    @CurrentPrincipal() who: Principal,
    @Param('id', { schema: id }) stream: string,
    @Query({ schema: range }) { since, limit }: z.infer<typeof range>,
  ): Promise<EventPage> {
    await this.limit(who);
    return this.pages.read(await this.pages.open(who, stream), { since, limit });
  }

  private limit(who: Principal): Promise<void> {
    return this.limits.consume(PER_PERSON, who.kind === 'account' ? who.accountId : who.deviceId);
  }
}
