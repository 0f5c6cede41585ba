import { sha256 } from '@noble/hashes/sha2';
import { bytesToBase64url, utf8 } from './encoding';

/** RFC 7638 thumbprint of a canonical JWK text. */
export const thumbprintOf = (publicKey: string): string => bytesToBase64url(sha256(utf8(publicKey)));
