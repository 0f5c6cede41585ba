import { ApiFailure } from '@relevo/client';
import type { ErrorCode } from '@relevo/contracts';

/** Why something did not succeed; whatever is no answer of the server is none. */
export const codeOf = (error: unknown): ErrorCode =>
  error instanceof ApiFailure ? error.code : 'UNAVAILABLE';
