import { sqlStateOf } from '../errors/code-of';

/** Whether the database refused a row because this unique index has one like it. */
export const isUniqueViolation = (fault: unknown, index: string): boolean =>
  sqlStateOf(fault) === '23505' && (fault as { constraint?: unknown }).constraint === index;
