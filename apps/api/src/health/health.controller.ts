import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { health } from '@relevo/contracts';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Public } from '../platform/access/marks';
import { Database } from '../platform/database/database';
import { Answers } from '../platform/openapi/answers';

type Health = z.infer<typeof health>;

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

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
    const reachable = await this.database.answers();
    reply.status(reachable ? 200 : 503);
    return { status: reachable ? 'ok' : 'unavailable' };
  }
}
