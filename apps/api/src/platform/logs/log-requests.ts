import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { requestLine } from './lines';

/** Asked for every few seconds by machines. */
const ROUTINE = /^\/(metrics$|api\/v1\/health\/|assets\/|join\/assets\/)/;

/** Logs every request when it has been answered, and gives its id to the caller. */
export const logRequests = (server: FastifyInstance): void => {
  const log = new Logger('Requests');
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const line = requestLine(request, reply);
    if (reply.statusCode >= 500) log.warn(line, 'answered');
    else if (ROUTINE.test(request.url)) log.debug(line, 'answered');
    else log.log(line, 'answered');
    done();
  });
};
