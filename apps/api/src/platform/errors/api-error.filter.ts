import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sqlStateOf } from './code-of';
import { errorBodyOf, toApiError } from './to-api-error';

/** Answers every error with our body, and logs those that nobody asked for. */
@Catch()
export class ApiErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('Errors');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = toApiError(thrown);
    const http = host.switchToHttp();
    const { id: requestId } = http.getRequest<FastifyRequest>();
    if (error.code === 'INTERNAL') this.log.error({ err: thrown, requestId }, 'Unexpected error');
    else if (error.code === 'UNAVAILABLE')
      this.log.warn({ requestId }, `${error.message} (${sqlStateOf(thrown) ?? 'no answer'})`);
    const reply = http.getResponse<FastifyReply>();
    if (error.details.retryAfterSeconds !== undefined)
      reply.header('retry-after', String(error.details.retryAfterSeconds));
    reply.status(error.status).type('application/json; charset=utf-8').send(errorBodyOf(error));
  }
}
