import { type ErrorBody, type ErrorCode, errorBody } from '@relevo/contracts';

/** An answer that is not a success, or no answer at all (UNAVAILABLE). */
export class ApiFailure extends Error {
  readonly body: ErrorBody;
  /** HTTP status; 0 = no answer. */
  readonly status: number;

  constructor(body: ErrorBody, status: number) {
    super(`${body.code}: ${body.message}`);
    this.name = 'ApiFailure';
    this.body = body;
    this.status = status;
  }

  get code(): ErrorCode {
    return this.body.code;
  }
}

/** No answer, or one that cannot be ours. */
export const unavailable = (message: string): ErrorBody => ({ code: 'UNAVAILABLE', message });

/** Reads an error answer; what is not ours (a proxy's page) counts as UNAVAILABLE. */
export const readFailure = (status: number, body: unknown): ApiFailure => {
  const parsed = errorBody.safeParse(body);
  return new ApiFailure(parsed.success ? parsed.data : unavailable(`status ${status}`), status);
};
