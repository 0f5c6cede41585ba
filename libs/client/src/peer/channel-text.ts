import type { z } from 'zod';

/** Longest text message that is looked at. */
const MAX_TEXT = 200_000;

/** Reads a message of a channel by its contract; undefined = malformed. */
export const readMessage = <Schema extends z.ZodType>(
  schema: Schema,
  text: unknown,
): z.output<Schema> | undefined => {
  if (typeof text !== 'string' || text.length > MAX_TEXT) return undefined;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};
