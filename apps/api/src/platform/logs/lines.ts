import { types } from 'node:util';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a log line holds of a request: never its query, headers or body, where the secrets are. */
export const requestLine = (request: FastifyRequest, reply: FastifyReply) => ({
  requestId: request.id,
  method: request.method,
  path: request.url.split('?', 1)[0]?.slice(0, 200),
  status: reply.statusCode,
  ms: Math.round(reply.elapsedTime),
});

/** What a log line holds of an error: an error of the database also carries the statement's values. */
export const errorLine = (error: unknown): object => {
  if (!types.isNativeError(error)) return { message: 'something that is no error was thrown' };
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code !== undefined && { code }),
  };
};

const SECRETS = [
  'password',
  'token',
  'ticket',
  'proof',
  'credential',
  'secret',
  'cookie',
  'authorization',
  'salt',
  'headers',
  'body',
];

/** Paths of secrets in whatever somebody logs by mistake, to a depth of three. */
export const REDACTED = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
