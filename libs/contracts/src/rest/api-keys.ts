import { ACCOUNT_ROLES, API_SCOPES, MAX_KEY_DAYS } from '@relevo/domain';
import { z } from 'zod';
import { id, personText, timestamp } from '../primitives';
import { password } from './accounts';

/** What stands in front of every API key, so that people and scanners know one when they see it. */
export const API_KEY_PREFIX = 'rk_';

/** A whole key: the prefix and 256 random bits, base64url. */
export const apiKeySecret = z.string().regex(/^rk_[A-Za-z0-9_-]{43}$/);

export const apiScope = z.enum(API_SCOPES);

/** A key as lists show it: never its secret. */
export const apiKeyView = z
  .strictObject({
    id,
    name: z.string(),
    /** Its last four signs, to tell keys apart. */
    ending: z.string(),
    /** In whose name it acts. */
    account: z.strictObject({ id, name: z.string(), role: z.enum(ACCOUNT_ROLES) }),
    /** Who made it. */
    maker: z.strictObject({ id, name: z.string() }),
    scopes: z.array(apiScope),
    /** Of these, what it allows now: roles may have changed since. */
    held: z.array(apiScope),
    createdAt: timestamp,
    expiresAt: timestamp,
    lastUsedAt: timestamp.nullable(),
    revokedAt: timestamp.nullable(),
    state: z.enum(['active', 'expired', 'revoked', 'disabled']),
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyView = z.infer<typeof apiKeyView>;
export const apiKeyList = z.strictObject({ keys: z.array(apiKeyView).max(1000) }).meta({ id: 'ApiKeyList' });

export const makeApiKeyBody = z
  .strictObject({
    name: personText(60),
    /** In whose name it acts; null = of whoever makes it. */
    accountId: id.nullable(),
    scopes: z.array(apiScope).min(1).max(API_SCOPES.length),
    days: z.int().min(1).max(MAX_KEY_DAYS),
    /** Asked once more: a stolen sign-in alone makes no key. */
    password,
  })
  .meta({ id: 'MakeApiKey' });

/** The key itself is shown once; the site keeps only its hash. */
export const madeApiKey = z
  .strictObject({ key: apiKeyView, secret: apiKeySecret })
  .meta({ id: 'MadeApiKey' });
export type MadeApiKey = z.infer<typeof madeApiKey>;
