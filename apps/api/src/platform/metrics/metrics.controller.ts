import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../access/marks';
import { CONFIG, type Config } from '../config';
import { ApiError } from '../errors/api-error';
import { Networks } from '../networks';
import { sameSecret } from '../secret';
import { Metrics } from './metrics';

const hasToken = (request: FastifyRequest, token: string | null): boolean =>
  token !== null && sameSecret(request.headers.authorization ?? '', `Bearer ${token}`);

@ApiExcludeController()
@Controller()
export class MetricsController {
  private readonly collectors: Networks;

  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.collectors = new Networks(config.metricsFrom);
  }

  @Get('metrics')
  @Public('for collectors that METRICS_FROM names or with the token, checked in the handler')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(@Req() request: FastifyRequest): Promise<string> {
    if (!this.isCollector(request) && !hasToken(request, this.config.metricsToken))
      throw new ApiError('NOT_FOUND');
    return this.metrics.registry.metrics();
  }

  /** A proxy in front says for whom it asks: what came through one is not a collector. */
  private isCollector({ socket, headers }: FastifyRequest): boolean {
    if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
    return this.collectors.has(socket.remoteAddress ?? '');
  }
}
