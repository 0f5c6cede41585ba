import { z } from 'zod';

/** A colour of sRGB, in lower case. */
export const hexColour = z.string().regex(/^#[0-9a-f]{6}$/);

/** Longest logo, bytes: with the rest of its message it fits into what the server reads. */
export const MAX_LOGO_BYTES = 40 * 1024;
/** Largest sides of a logo, pixels: twice what pages show. */
export const LOGO_SIZE = { width: 480, height: 96 } as const;

/** How the site looks to customers. Not strict: see `siteView`. */
export const lookView = z
  .object({
    accent: hexColour.nullable(),
    /** Where the logo is, from the root of the site; its address changes with it. */
    logo: z
      .string()
      .regex(/^\/[a-z0-9/]+$/)
      .nullable(),
  })
  .meta({ id: 'Look' });
export type LookView = z.infer<typeof lookView>;

export const lookBody = z.strictObject({
  /** null = the project's own colour. */
  accent: hexColour.nullable(),
  /** A PNG; null = none; left out = the one of before. */
  logo: z
    .base64()
    .max(Math.ceil(MAX_LOGO_BYTES / 3) * 4)
    .nullable()
    .optional(),
});
