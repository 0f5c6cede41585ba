import { base64urlToBytes, bytesToBase64url, utf8 } from './encoding';
import { thumbprintOf } from './thumbprint';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A key that signs; its private part never leaves the place where it was made. */
export interface SigningKey {
  /** Canonical JWK text (RFC 7638 order) of the public part. */
  readonly publicKey: string;
  /** RFC 7638 thumbprint. */
  readonly thumbprint: string;
  /** ECDSA P-256 with SHA-256 over UTF-8, IEEE P1363 form, base64url. */
  sign(text: string): Promise<string>;
}

/** The canonical text of an EC P-256 public key: only the required members, in the order of RFC 7638. */
const canonical = (jwk: JsonWebKey): string =>
  JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y });

/** Wraps a key pair of WebCrypto. */
export const signingKey = async (pair: CryptoKeyPair): Promise<SigningKey> => {
  const publicKey = canonical(await crypto.subtle.exportKey('jwk', pair.publicKey));
  return {
    publicKey,
    thumbprint: thumbprintOf(publicKey),
    sign: async (text) =>
      bytesToBase64url(new Uint8Array(await crypto.subtle.sign(SIGNATURE, pair.privateKey, utf8(text)))),
  };
};

/** Makes a pair whose private key cannot be exported. Needs a secure context in browsers. */
export const generateKeyPair = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);

/** Makes a key that lives in memory only. */
export const createDeviceKey = async (): Promise<SigningKey> => signingKey(await generateKeyPair());

/** Whether `signature` is by the holder of `publicKey` (canonical JWK text) over `text`. False for anything malformed. */
export const verifySignature = async (
  publicKey: string,
  text: string,
  signature: string,
): Promise<boolean> => {
  try {
    const key = await crypto.subtle.importKey('jwk', JSON.parse(publicKey) as JsonWebKey, CURVE, false, [
      'verify',
    ]);
    const bytes = base64urlToBytes(signature);
    // One signature has one text: the unused bits of its last letter are nothing to play with.
    if (bytesToBase64url(bytes) !== signature) return false;
    return await crypto.subtle.verify(SIGNATURE, key, bytes, utf8(text));
  } catch {
    return false;
  }
};
