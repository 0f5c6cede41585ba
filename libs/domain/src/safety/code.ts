import type { Sha256 } from '../log/chain';
import type { Fingerprints } from '../session/events';

/** One end of a peer link, as the safety code sees it. */
export interface SafetyEnd {
  readonly role: keyof Fingerprints;
  /** SHA-256 fingerprint of its DTLS certificate, lower-case hex. */
  readonly fingerprint: string;
  /** RFC 7638 thumbprint of its key. */
  readonly key: string;
  /** 32 random bytes of this exchange, lower-case hex. */
  readonly nonce: string;
}

/** What an end binds itself to before it has seen anything of the other (SEC-C11). */
export const safetyCommitment = (sessionId: string, end: SafetyEnd, sha256: Sha256): string =>
  sha256(
    JSON.stringify(['relevo-safety-commit-1', sessionId, end.role, end.fingerprint, end.key, end.nonce]),
  );

/** The whole hash of which the code is six digits. */
export const safetyDigest = (
  sessionId: string,
  ends: Readonly<Record<keyof Fingerprints, SafetyEnd>>,
  sha256: Sha256,
): string => {
  const parts = [ends.device, ends.csr].flatMap(({ fingerprint, key, nonce }) => [fingerprint, key, nonce]);
  return sha256(JSON.stringify(['relevo-safety-code-1', sessionId, ...parts]));
};

/** Hex digits that are turned into six decimal ones: 48 bits, so that no code is likelier than another. */
const PART = 12;

/** Six digits that two people compare aloud. Equal at both ends when keys, certificates, nonces and session are. */
export const safetyCode = (...parts: Parameters<typeof safetyDigest>): string =>
  String(Number.parseInt(safetyDigest(...parts).slice(0, PART), 16) % 1_000_000).padStart(6, '0');

/** A code in two groups, as people read it aloud: `482 913`. */
export const readableCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
