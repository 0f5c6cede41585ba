import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { socketTicket } from '@relevo/contracts';
import { CurrentPrincipal } from '../../platform/access/current-principal';
import { ForParticipants } from '../../platform/access/marks';
import { Answers } from '../../platform/openapi/answers';
import type { Principal } from '../../platform/principal';
import { type Limit, RateLimits } from '../../platform/rate-limit/rate-limits';
import { SocketTicketsService } from './socket-tickets.service';

/** A tab asks again after each lost line, at most every 250 ms; a person has several tabs. */
const PER_PERSON: Limit = { name: 'socket-tickets', points: 120, seconds: 60 };

@ApiTags('streams')
@Controller('socket-tickets')
export class SocketTicketsController {
  constructor(
    private readonly tickets: SocketTicketsService,
    private readonly limits: RateLimits,
  ) {}

  @Post()
  @ForParticipants('socket.connect')
  @Answers(socketTicket, 201)
  async issue(@CurrentPrincipal() who: Principal): Promise<{ ticket: string; expiresAt: number }> {
    await this.limits.consume(PER_PERSON, who.kind === 'account' ? who.accountId : who.deviceId);
    return this.tickets.issue(who);
  }
}
