import type { FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-error';

const READING = ['GET', 'HEAD', 'OPTIONS'];

/** A header that a page of another site cannot send without being asked for permission first. */
export const OWN_HEADER = 'x-relevo';

const bearer = (request: FastifyRequest): boolean =>
  request.headers.authorization?.toLowerCase().startsWith('bearer ') === true;

/**
 * Refuses what another site could make a browser send: every request that changes something must come from our own
 * origin, carry our header (unless it proves itself without a cookie), and any body must be JSON.
 * @throws ApiError FORBIDDEN
 */
export const checkForgery = (request: FastifyRequest, origins: ReadonlySet<string>): void => {
  if (READING.includes(request.method)) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && !origins.has(origin)) throw new ApiError('FORBIDDEN', 'wrong Origin');
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new ApiError('FORBIDDEN', 'wrong Sec-Fetch-Site');
  if (!bearer(request) && request.headers[OWN_HEADER] !== '1')
    throw new ApiError('FORBIDDEN', `the header ${OWN_HEADER}: 1 is missing`);
};
