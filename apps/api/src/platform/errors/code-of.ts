import { types } from 'node:util';

/** The code of an error of Node, PostgreSQL or Fastify; undefined when there is none. */
export const codeOf = (error: unknown): string | undefined =>
  types.isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** The code that PostgreSQL gave, also when TypeORM has wrapped the error. */
export const sqlStateOf = (error: unknown): string | undefined =>
  types.isNativeError(error) && 'driverError' in error ? codeOf(error.driverError) : codeOf(error);
