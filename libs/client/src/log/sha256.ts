import { sha256 as digest } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Sha256 } from '@relevo/domain';

/** SHA-256 of UTF-8 text in lower-case hex: synchronous, the same in browser and Node. */
export const sha256: Sha256 = (text) => bytesToHex(digest(utf8ToBytes(text)));
