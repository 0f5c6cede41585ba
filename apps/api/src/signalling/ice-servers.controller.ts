import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type IceServers, type IceUrls, iceServers, iceServersQuery, iceUrls } from '@relevo/contracts';
import { mayHaveLink } from '@relevo/domain';
import type { z } from 'zod';
import { CurrentPrincipal } from '../platform/access/current-principal';
import { ForParticipants, Public } from '../platform/access/marks';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { ApiError } from '../platform/errors/api-error';
import { Answers } from '../platform/openapi/answers';
import type { Principal } from '../platform/principal';
import { PageService } from '../streams/log/page.service';
import { iceServersFor } from './ice-servers';

@ApiTags('signalling')
@Controller('ice-servers')
export class IceServersController {
  constructor(
    private readonly pages: PageService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Only for those in the session who may have a peer link, while it is open: a sign-in names both. SEC-N2 */
  @Get()
  @ForParticipants('socket.connect')
  @Answers(iceServers)
  async list(
    @CurrentPrincipal() who: Principal,
    @Query({ schema: iceServersQuery }) { session: id }: z.output<typeof iceServersQuery>,
  ): Promise<IceServers> {
    const { session, readerId } = await this.pages.open(who, id);
    if (session.id !== id) throw new ApiError('NOT_FOUND');
    const { phase, participants } = session.state;
    if (phase === 'parked') throw new ApiError('SESSION_PARKED');
    if (phase !== 'open') throw new ApiError(phase === 'ended' ? 'SESSION_ENDED' : 'SESSION_NOT_STARTED');
    if (!mayHaveLink(participants[readerId])) throw new ApiError('FORBIDDEN');
    const { iceUrls: urls, turnSecret } = this.config;
    return iceServersFor(`${id}.${readerId}`, urls, turnSecret, this.clock.now());
  }

  @Get('urls')
  @Public(
    'a person checks their connection before any session; addresses without a sign-in let nobody through',
  )
  @Answers(iceUrls)
  addresses(): IceUrls {
    return { urls: [...this.config.iceUrls] };
  }
}
