import type { Sha256 } from '../log/chain';
import { type SafetyEnd, safetyCode, safetyCommitment } from './code';

/** What the ends say to each other: first both commit, only then does anybody reveal. */
export type SafetyWord =
  | { readonly say: 'commit'; readonly commitment: string }
  | { readonly say: 'reveal'; readonly nonce: string };

/** One exchange over one verified connection. A new connection makes a new one. */
export interface SafetyExchange {
  readonly sessionId: string;
  readonly own: SafetyEnd;
  /** The far end as the verified link shows it; its nonce is what the exchange is about. */
  readonly far: Omit<SafetyEnd, 'nonce'>;
  /** Whether we have said our commitment. */
  readonly committed: boolean;
  readonly farCommitment?: string;
  readonly code?: string;
}

export interface SafetyTurn {
  readonly exchange: SafetyExchange;
  /** To be sent now, in this order. */
  readonly say: readonly SafetyWord[];
}

/** The far end broke the rules: it is not to be believed any more. */
export const BROKEN = 'broken';

/** An exchange in which nothing has been said. */
export const newExchange = (
  sessionId: string,
  own: SafetyEnd,
  far: Omit<SafetyEnd, 'nonce'>,
): SafetyExchange => ({ sessionId, own, far, committed: false });

/** Our nonce is told only to an end that has bound itself already. */
const revealWhenBound = (exchange: SafetyExchange): readonly SafetyWord[] =>
  exchange.committed && exchange.farCommitment !== undefined
    ? [{ say: 'reveal', nonce: exchange.own.nonce }]
    : [];

/** Binds us. */
export const commitSafety = (before: SafetyExchange, sha256: Sha256): SafetyTurn => {
  if (before.committed) return { exchange: before, say: [] };
  const exchange = { ...before, committed: true };
  const commitment = safetyCommitment(before.sessionId, before.own, sha256);
  return { exchange, say: [{ say: 'commit', commitment }, ...revealWhenBound(exchange)] };
};

/**
 * Takes what the far end says. `broken` = a second commitment, a nonce before ours was asked for, or a nonce that does not
 * fit the commitment together with the certificate, key and role of this very connection (SEC-C11).
 */
export const hearSafety = (
  before: SafetyExchange,
  word: SafetyWord,
  sha256: Sha256,
): SafetyTurn | typeof BROKEN => {
  if (word.say === 'commit') {
    if (before.farCommitment !== undefined) return BROKEN;
    const exchange = { ...before, farCommitment: word.commitment };
    return { exchange, say: revealWhenBound(exchange) };
  }
  if (!before.committed || before.farCommitment === undefined || before.code !== undefined) return BROKEN;
  const far = { ...before.far, nonce: word.nonce };
  if (safetyCommitment(before.sessionId, far, sha256) !== before.farCommitment) return BROKEN;
  const ends =
    before.own.role === 'device' ? { device: before.own, csr: far } : { device: far, csr: before.own };
  return { exchange: { ...before, code: safetyCode(before.sessionId, ends, sha256) }, say: [] };
};
