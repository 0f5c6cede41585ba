import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token. Fast, because the token itself cannot be guessed. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What is kept of a place: useless without the site's secret. */
export const hashPlace = (address: string, siteSecret: string): Buffer =>
  createHmac('sha256', siteSecret).update('sign-in place\0').update(address).digest().subarray(0, 16);

/** Compares secrets in constant time. */
export const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(hashToken(one), hashToken(other));
