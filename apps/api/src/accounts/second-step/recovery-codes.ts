import { createHmac, randomInt } from 'node:crypto';

/** How many there are at a time. */
export const RECOVERY_CODES = 10;
/** Crockford's base 32: nothing that looks like something else. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

const newCode = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Ten codes of 60 random bits, as they are compared: twelve characters without dashes. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newCode);

/** A code as people read it: `ABCD-EFGH-JKMN`. */
export const readable = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code;

/** What is kept of a code: useless without the site's secret. What people misread is read as it was meant. */
export const hashRecoveryCode = (code: string, accountId: string, siteSecret: string): Buffer =>
  createHmac('sha256', siteSecret)
    .update(`recovery code\0${accountId}\0`)
    .update(code.replaceAll('O', '0').replaceAll(/[IL]/g, '1'))
    .digest();
