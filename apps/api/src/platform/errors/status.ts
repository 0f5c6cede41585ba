import type { ErrorCode } from '@relevo/contracts';

/** Statuses of codes that are not a plain refusal. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  BAD_REQUEST: 400,
  NOT_SIGNED_IN: 401,
  WRONG_CREDENTIALS: 401,
  ACCOUNT_DISABLED: 401,
  FORBIDDEN: 403,
  SECOND_STEP_REQUIRED: 403,
  NOT_FOUND: 404,
  INVITE_NOT_FOUND: 404,
  INVITE_USED: 410,
  INVITE_EXPIRED: 410,
  INVITE_REVOKED: 410,
  INVITE_DECLINED: 410,
  SIGNATURE_WRONG: 422,
  LINK_NOT_FOUND: 404,
  WRONG_PASSWORD: 422,
  WRONG_CODE: 422,
  SIGN_IN_EXPIRED: 422,
  WEAK_PASSWORD: 422,
  LOGO_UNUSABLE: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/** The HTTP status of a code: 409 for what the domain refuses in the present state of things. */
export const statusOf = (code: ErrorCode): number => STATUS[code] ?? 409;
