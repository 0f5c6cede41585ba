import { FILE_TRANSFER_EXCLUSIONS, type LogKey } from '@relevo/domain';
import { z } from 'zod';
import { base64url, personName, publicKey, thumbprint, timestamp } from '../primitives';
import { postChannels } from './deliveries';
import { lookView } from './look';

/** What everybody may know of a site. Not strict: who speaks another version must be able to read which. */
export const siteView = z
  .object({
    organisation: z.string(),
    version: z.string(),
    protocol: z.int(),
    /** Longest that control may be asked for. */
    maxControlMinutes: z.int(),
    /** Which modes of file transfer there are here (W26). */
    basicFileTransfer: z.boolean(),
    advancedFileTransfer: z.boolean(),
    /** On which ways the site itself can send invites and forgotten passwords. */
    sends: postChannels,
    look: lookView,
  })
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
    /** At most a week; 0 = never. */
    idleParkMinutes: z.int().min(0).max(10_080),
    /** At most ten years; 0 = for ever. */
    retentionDays: z.int().min(0).max(3650),
    requireTotp: z.boolean(),
    basicFileTransfer: z.boolean(),
    advancedFileTransfer: z.boolean(),
    fileTransferExclusion: z.enum(FILE_TRANSFER_EXCLUSIONS),
  })
  .meta({ id: 'SiteSettings' });
export type SiteSettings = z.infer<typeof siteSettings>;

/** What of it changes: two administrators who change different things at once do not undo each other's. */
export const changeSiteSettingsBody = siteSettings.partial();
export type ChangeSiteSettingsBody = z.infer<typeof changeSiteSettingsBody>;

/** How many sessions a setting would touch at once that hold names and words now. */
export const retentionQuery = z.strictObject({ days: z.coerce.number().int().min(0).max(3650) });
export const retentionPreview = z
  .strictObject({ sessions: z.int().nonnegative() })
  .meta({ id: 'RetentionPreview' });
export type RetentionPreview = z.infer<typeof retentionPreview>;

export const logKey = z.strictObject({
  id: thumbprint,
  publicKey,
  previous: thumbprint.nullable(),
  since: timestamp,
  signature: base64url,
  vouched: base64url.nullable(),
}) satisfies z.ZodType<LogKey>;

/** The keys that signed checkpoints of this site's logs, the oldest first. */
export const logKeys = z.strictObject({ keys: z.array(logKey).max(1000) }).meta({ id: 'LogKeys' });
export type LogKeys = z.infer<typeof logKeys>;

/** `degraded` = it serves, but the other nodes cannot be reached: Redis is away. */
export const health = z
  .strictObject({ status: z.enum(['ok', 'degraded', 'unavailable']) })
  .meta({ id: 'Health' });
