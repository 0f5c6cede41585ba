import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { health } from '@relevo/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Public } from '../platform/access/marks';
import { Database } from '../platform/database/database';
import { Draining } from '../platform/draining';
import { Answers } from '../platform/openapi/answers';
import { RateLimits } from '../platform/rate-limit/rate-limits';

type Health = z.infer<typeof health>;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly draining: Draining,
    private readonly limits: RateLimits,
  ) {}

  @Get('live')
  @Public('for supervisors and load balancers; says nothing but "I run"')
  @Answers(health)
  live(): Health {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public('for supervisors and load balancers; says nothing but "I can serve"')
  @Answers(health)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const serves = !this.draining.begun && (await this.database.answers());
    reply.status(serves ? 200 : 503);
    if (!serves) return { status: 'unavailable' };
    return { status: this.limits.redisAway ? 'degraded' : 'ok' };
  }
}
