import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/** What a sealed text is for: each purpose has a key of its own. A name here is never changed, or what was sealed is lost. */
export type Purpose = 'second step' | 'job' | 'mail settings' | 'started answer' | 'webhook';

/** Where a sealed text belongs: it opens nowhere else. */
export interface Seal {
  readonly purpose: Purpose;
  /** Of the row that holds it. */
  readonly row: string;
  readonly siteSecret: string;
}

const keyOf = ({ siteSecret, purpose }: Seal): Buffer =>
  Buffer.from(hkdfSync('sha256', siteSecret, '', `relevo ${purpose}`, 32));

/** Encrypts a secret for its row: useless without the site's secret, and in any other row. */
export const seal = (secret: string, place: Seal): Buffer => {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(CIPHER, keyOf(place), iv).setAAD(Buffer.from(place.row));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
};

/** @throws Error when it was sealed for another row or purpose, with another site secret, or changed since. */
export const unseal = (sealed: Buffer, place: Seal): string => {
  const decipher = createDecipheriv(CIPHER, keyOf(place), sealed.subarray(0, IV), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(place.row)).setAuthTag(sealed.subarray(IV, IV + TAG));
  return decipher.update(sealed.subarray(IV + TAG), undefined, 'utf8') + decipher.final('utf8');
};
