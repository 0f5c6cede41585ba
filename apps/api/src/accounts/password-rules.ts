import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Loaded with the first new password: the lists take time and memory that most processes never need. */
const loadEstimator = async (): Promise<ZxcvbnFactory> => {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
};

/** A password that a cracker reaches within this many guesses counts as common. */
const GUESSES = 1e10;
/** What must be left of a password without the words that everybody could guess of this person. */
const OWN_PART = 8;

const wordsOf = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length >= 3);

/**
 * Whether a password is one of the common ones: in the lists of leaked passwords, a keyboard row, a repetition, or
 * little more than the person's or the site's own name (NIST SP 800-63B-4, 3.1.1.2: a blocklist, no composition).
 */
export const isCommonPassword = async (password: string, about: readonly string[]): Promise<boolean> => {
  const words = wordsOf(['relevo', ...about]).sort((one, other) => other.length - one.length);
  let rest = password.toLowerCase();
  for (const word of words) rest = rest.replaceAll(word.toLowerCase(), '');
  if (rest.length < OWN_PART) return true;
  estimator ??= loadEstimator().catch((error: unknown) => {
    estimator = undefined;
    throw error;
  });
  return (await estimator).check(password, words).guesses < GUESSES;
};
