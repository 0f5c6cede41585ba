import { types } from 'node:util';
import { sqlStateOf } from '../errors/code-of';

/**
 * Codes of PostgreSQL and of the line to it that mean "no database to work with now", not "the statement is wrong": also a full
 * disk or memory (53), a disk that fails (58030), and a standby that takes no writes (25006). What waits is sent again.
 */
const AWAY =
  /^(08...|57P0[1-3]|53...|58030|25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
/** What is said without a code, or with one that means other things too. */
const AWAY_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|database "[^"]*" is not currently accepting connections)/;

/** Tells an error of the line to PostgreSQL from all others. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!types.isNativeError(error)) return false;
  if (AWAY.test(sqlStateOf(error) ?? '')) return true;
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.some(isDatabaseAway);
  return AWAY_MESSAGE.test(error.message);
};
