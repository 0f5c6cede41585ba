import type { FastifyRequest } from 'fastify';

/** What a request shows as `Authorization: Bearer`, if it shows anything (RFC 6750 2.1). */
export const bearerOf = (request: FastifyRequest): string | undefined =>
  /^bearer ([\w.~+/=-]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1];
