import type { ZodSafeParseResult } from 'zod';

/** Whether a form was refused for what stands in one of its fields. */
export const isWrong = (parsed: ZodSafeParseResult<unknown>, ...path: readonly string[]): boolean =>
  parsed.error?.issues.some((issue) => path.every((part, depth) => issue.path[depth] === part)) ?? false;
