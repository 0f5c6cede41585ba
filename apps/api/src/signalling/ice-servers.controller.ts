import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type IceServers, iceServers } from '@relevo/contracts';
import { CurrentPrincipal } from '../platform/access/current-principal';
import { ForParticipants } from '../platform/access/marks';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { Answers } from '../platform/openapi/answers';
import type { Principal } from '../platform/principal';
import { iceServersFor } from './ice-servers';

@ApiTags('signalling')
@Controller('ice-servers')
export class IceServersController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ForParticipants('socket.connect')
  @Answers(iceServers)
  list(@CurrentPrincipal() who: Principal): IceServers {
    const { iceUrls, turnSecret } = this.config;
    const name = who.kind === 'device' ? who.participantId : who.accountId;
    return iceServersFor(name, iceUrls, turnSecret, this.clock.now());
  }
}
