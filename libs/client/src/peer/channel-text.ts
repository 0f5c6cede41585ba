import type { z } from 'zod';
import { readAs } from '../read-json';

/** Longest text message that is looked at. */
const MAX_TEXT = 200_000;

/** Reads a message of a channel by its contract; undefined = malformed. */
export const readMessage = <Schema extends z.ZodType>(
  schema: Schema,
  text: unknown,
): z.output<Schema> | undefined => {
  if (typeof text !== 'string' || text.length > MAX_TEXT) return undefined;
  return readAs(schema, text);
};
