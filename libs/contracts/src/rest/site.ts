import { z } from 'zod';
import { personName } from '../primitives';

/** What everybody may know of a site. */
export const siteView = z
  .strictObject({ organisation: z.string(), version: z.string() })
  .meta({ id: 'Site' });
export type SiteView = z.infer<typeof siteView>;

export const siteSettings = z
  .strictObject({
    organisation: personName,
    admission: z.enum(['csr', 'automatic']),
    inviteMinutes: z.int().min(1).max(1440),
    codeMinutes: z.int().min(1).max(60),
    promptSeconds: z.int().min(10).max(300),
    maxControlMinutes: z.int().min(1).max(30),
    deviceLostSeconds: z.int().min(1).max(600),
  })
  .meta({ id: 'SiteSettings' });
export type SiteSettings = z.infer<typeof siteSettings>;

export const health = z.strictObject({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Health' });
