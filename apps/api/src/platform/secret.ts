import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** So many random bytes, base64url. */
export const newSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url');

/** What is kept of a secret that cannot be guessed. Fast for that reason. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compares secrets in constant time. */
export const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(hashSecret(one), hashSecret(other));

/** A mailbox or a telephone as the key of a limit, which is stored as it is: useless without the site's secret. */
export const hiddenAddress = (address: string, siteSecret: string): string =>
  createHmac('sha256', siteSecret).update(`address\0${address}`).digest('base64url');
