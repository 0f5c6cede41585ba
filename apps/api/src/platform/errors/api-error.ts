import type { ErrorBody, ErrorCode } from '@relevo/contracts';
import type { RefusalCode } from '@relevo/domain';
import { statusOf } from './status';

export interface ApiErrorDetails {
  /** Instead of the code's usual status. */
  status?: number;
  issues?: ErrorBody['issues'];
  retryAfterSeconds?: number;
}

/** An answer that is not a success, thrown anywhere; the filter makes the response from it. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;

  /** @param message for developers and logs: no secrets, nothing that a person typed. */
  constructor(
    readonly code: ErrorCode,
    message: string = code,
    readonly details: ApiErrorDetails = {},
  ) {
    super(message);
    this.status = details.status ?? statusOf(code);
  }
}

/** A refusal of the domain as an error of the door. */
export const refused = (code: RefusalCode, details?: ApiErrorDetails): ApiError =>
  new ApiError(code, 'refused', details);
