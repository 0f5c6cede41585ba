import { types } from 'node:util';
import { HttpException } from '@nestjs/common';
import type { ErrorBody, ErrorCode } from '@relevo/contracts';
import { isDatabaseAway } from '../database/database-away';
import { ApiError } from './api-error';

const CODE_OF_STATUS: Record<number, ErrorCode> = {
  401: 'NOT_SIGNED_IN',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'NOT_FOUND',
  429: 'TOO_MANY_REQUESTS',
  503: 'UNAVAILABLE',
};

const statusIn = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  if (types.isNativeError(error) && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode;
  return undefined;
};

/** Turns whatever was thrown into an answer. What is not meant for callers becomes INTERNAL, without its text. */
export const toApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  if (isDatabaseAway(error))
    return new ApiError('UNAVAILABLE', 'the database is away', { retryAfterSeconds: 2 });
  const status = statusIn(error);
  if (status === undefined || status >= 500) return new ApiError('INTERNAL', 'unexpected error');
  return new ApiError(CODE_OF_STATUS[status] ?? 'BAD_REQUEST', 'not accepted', { status });
};

/** The body of the answer, the same for REST and socket. */
export const errorBodyOf = ({ code, message, details }: ApiError): ErrorBody => ({
  code,
  message,
  ...(details.issues && { issues: details.issues }),
  ...(details.retryAfterSeconds && { retryAfterSeconds: details.retryAfterSeconds }),
});
