/** Every reason for which a command is refused. Each has a sentence in every language under `refusal.<code>`. */
export const REFUSAL_CODES = [
  'SESSION_NOT_STARTED',
  'SESSION_ALREADY_STARTED',
  'SESSION_ENDED',
  'NOT_IN_SESSION',
  'NOT_ADMITTED',
  'NOT_THE_OWNER',
  'OWNER_CANNOT_LEAVE',
  'CSR_ONLY',
  'CUSTOMER_ONLY',
  'CUSTOMERS_CANNOT_END',
  'NO_CUSTOMER_JOINED',
  'NOT_WAITING',
  'INVITE_UNKNOWN',
  'INVITE_USED',
  'INVITE_EXPIRED',
  'INVITE_REVOKED',
  'DEVICE_UNKNOWN',
  'DEVICE_CANNOT',
  'AGENT_ATTACHED',
  'DEVICE_REPORT_GAP',
  'REQUEST_UNKNOWN',
  'REQUEST_PENDING',
  'ALREADY_GRANTED',
  'CONTROLLED_BY_ANOTHER',
  'GRANT_NOT_HELD',
  'DURATION_NOT_ALLOWED',
  'KEY_CHANGED',
  'RECIPIENT_UNKNOWN',
  'MESSAGE_EMPTY',
  'CONFLICT',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A refusal is a value, never an exception: callers map it to a sentence or a status. */
export interface Refusal {
  readonly refused: RefusalCode;
}

/** Makes a refusal. */
export const refuse = (code: RefusalCode): Refusal => ({ refused: code });

/** Tells a refusal from any other answer. */
export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'refused' in answer;
