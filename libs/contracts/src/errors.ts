import { REFUSAL_CODES } from '@relevo/domain';
import { z } from 'zod';

/** Errors that are not a rule of the domain but of the door: sign-in, shape, limits, faults. */
export const API_ERROR_CODES = [
  'BAD_REQUEST',
  'NOT_SIGNED_IN',
  'FORBIDDEN',
  'NOT_FOUND',
  'WRONG_CREDENTIALS',
  'WEAK_PASSWORD',
  'EMAIL_TAKEN',
  'WRONG_PASSWORD',
  'WRONG_CODE',
  'SIGN_IN_EXPIRED',
  'ACCOUNT_DISABLED',
  'LINK_NOT_FOUND',
  'SECOND_STEP_ON',
  'SECOND_STEP_OFF',
  'TOO_MANY_REQUESTS',
  'INVITE_NOT_FOUND',
  'LOGO_UNUSABLE',
  'MAIL_OFF',
  'SMS_OFF',
  'SIGNATURE_WRONG',
  'EXPORT_TOO_LARGE',
  'PROTOCOL_VERSION',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

export const ERROR_CODES = [...API_ERROR_CODES, ...REFUSAL_CODES] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The body of every answer that is not a success. */
export const errorBody = z.strictObject({
  code: z.enum(ERROR_CODES),
  /** For developers and logs; people read the sentence of the code in their language. */
  message: z.string(),
  /** Where the input was wrong. */
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  retryAfterSeconds: z.int().positive().optional(),
});
export type ErrorBody = z.infer<typeof errorBody>;
