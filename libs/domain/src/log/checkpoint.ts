/**
 * The server's signed word where a stream stood. `seq` is also the count of its events: numbers have no gaps. Kept
 * elsewhere, it shows that a log was cut short or written anew as a whole, which the chain alone cannot.
 */
export interface Checkpoint {
  readonly stream: string;
  readonly seq: number;
  /** Hash of the event at `seq`. */
  readonly hash: string;
  /** When it was signed, ms since the epoch. */
  readonly at: number;
  /** Id of the key that signed. */
  readonly keyId: string;
  /** ECDSA P-256 with SHA-256 over `checkpointText`, IEEE P1363 form, base64url. */
  readonly signature: string;
}

/** What is signed. */
export const checkpointText = (checkpoint: Omit<Checkpoint, 'signature'>): string => {
  const { stream, seq, hash, at, keyId } = checkpoint;
  return JSON.stringify(['relevo-checkpoint-1', stream, seq, hash, at, keyId]);
};
