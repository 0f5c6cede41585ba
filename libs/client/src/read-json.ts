import type { z } from 'zod';

/** A text as JSON; undefined = it is none, or there is no text. */
export const readJson = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

/** A text as JSON of this shape; undefined = it is not. What a store or a far end gives may be of another release, or hostile. */
export const readAs = <Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
): z.output<Schema> | undefined => {
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
};
