import { webcrypto } from 'node:crypto';

/**
 * Whether a device signed this text: ECDSA P-256 with SHA-256 over its UTF-8 bytes.
 * @param key canonical JWK of the public key
 * @param signature IEEE P1363 form, base64url
 */
export const signedBy = async (key: string, text: string, signature: string): Promise<boolean> => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  try {
    const jwk = JSON.parse(key) as webcrypto.JsonWebKey;
    const publicKey = await webcrypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    return await webcrypto.subtle.verify(
      algorithm,
      publicKey,
      Buffer.from(signature, 'base64url'),
      Buffer.from(text, 'utf8'),
    );
  } catch {
    // Not a point on the curve, or not a signature.
    return false;
  }
};
