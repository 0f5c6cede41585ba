import { createECDH, createHash, createPrivateKey, hkdfSync, sign } from 'node:crypto';

/** The key with which this server signs checkpoints. */
export interface SiteKey {
  /** RFC 7638 thumbprint. */
  readonly id: string;
  /** Canonical JWK text. */
  readonly publicKey: string;
  /** ECDSA P-256 with SHA-256 over UTF-8, IEEE P1363 form, base64url. */
  sign(text: string): string;
}

/** Order of P-256 (SP 800-186, 3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** RFC 7638 thumbprint of a canonical JWK text. */
export const thumbprintOf = (publicKey: string): string =>
  createHash('sha256').update(publicKey).digest('base64url');

/** A private number from a secret: HKDF, then FIPS 186-5 A.2.1 (extra random bits). */
const scalarOf = (secret: string): Buffer => {
  const bytes = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', 'relevo-log-key-1', 48));
  const scalar = (BigInt(`0x${bytes.toString('hex')}`) % (ORDER - 1n)) + 1n;
  return Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
};

/**
 * The key that is made from a secret: the same secret makes the same key on every server of a site.
 * @param secret 32 random bytes or more, base64url
 */
export const siteKey = (secret: string): SiteKey => {
  const scalar = scalarOf(secret);
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(scalar);
  const point = curve.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const jwk = { crv: 'P-256', kty: 'EC', x, y };
  const key = createPrivateKey({ key: { ...jwk, d: scalar.toString('base64url') }, format: 'jwk' });
  const publicKey = JSON.stringify(jwk);
  return {
    id: thumbprintOf(publicKey),
    publicKey,
    sign: (text) =>
      sign('sha256', Buffer.from(text, 'utf8'), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  };
};
