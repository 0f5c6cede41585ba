/** SQLSTATE classes and codes that mean "no database to talk to", not "the statement is wrong". */
const AWAY = /^(08|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;
const AWAY_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Driver not Connected|Query runner already released)/i;

/** Tells an error of the line to PostgreSQL from all others. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if ('driverError' in error && error.driverError !== error && isDatabaseAway(error.driverError)) return true;
  if ('code' in error && typeof error.code === 'string' && AWAY.test(error.code)) return true;
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true;
  return AWAY_MESSAGE.test(error.message);
};
