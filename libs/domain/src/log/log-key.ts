/** A key with which the server signs checkpoints: a link in the chain of the site's keys, the first one without `previous`. */
export interface LogKey {
  /** RFC 7638 thumbprint of the key. */
  readonly id: string;
  /** Canonical JWK (EC P-256). */
  readonly publicKey: string;
  readonly previous: string | null;
  /** ms since the epoch. */
  readonly since: number;
  /** Signature of this key over `logKeyText`; it stands for the key before it. */
  readonly signature: string;
  /** Signature of the key before over the same text; it stands for this one. `null` = it was lost. */
  readonly vouched: string | null;
}

/** Whether `signature` is by the holder of `publicKey` over `text`; comes in as an argument, as the domain has no crypto. */
export type Verify = (publicKey: string, text: string, signature: string) => Promise<boolean>;

/** What a new key and the one before it sign. */
export const logKeyText = (key: Pick<LogKey, 'id' | 'publicKey' | 'previous' | 'since'>): string =>
  JSON.stringify(['relevo-log-key-1', key.id, key.publicKey, key.previous, key.since]);

const tied = async (key: LogKey, known: LogKey, verify: Verify): Promise<boolean> => {
  if (key.previous === known.id)
    return key.vouched !== null && (await verify(known.publicKey, logKeyText(key), key.vouched));
  return known.previous === key.id && (await verify(known.publicKey, logKeyText(known), known.signature));
};

/**
 * The keys that can be believed because one is believed already: those to which a chain of signatures leads from it. A key
 * stands for its successor and for the one that it followed, never for one that merely names it.
 * @param thumbprintOf RFC 7638 thumbprint of a canonical JWK
 */
export const trustedKeys = async (
  believed: readonly string[],
  keys: readonly LogKey[],
  verify: Verify,
  thumbprintOf: (publicKey: string) => string,
): Promise<ReadonlyMap<string, string>> => {
  const real = keys.filter((key) => thumbprintOf(key.publicKey) === key.id);
  const trusted = new Map(real.filter(({ id }) => believed.includes(id)).map((key) => [key.id, key]));
  for (let grown = true; grown; ) {
    grown = false;
    for (const key of real.filter(({ id }) => !trusted.has(id)))
      for (const known of [...trusted.values()])
        if (!trusted.has(key.id) && (await tied(key, known, verify))) {
          trusted.set(key.id, key);
          grown = true;
        }
  }
  return new Map([...trusted.values()].map(({ id, publicKey }) => [id, publicKey]));
};
