import type { StreamKind } from './event';

/** SHA-256 of UTF-8 text or bytes, lower-case hex. Comes in as an argument: the domain has no crypto of its own. */
export type Sha256 = (input: string) => string;

/** What everyone may see of an event: enough to check the chain, nothing of its content. */
export interface EventHeader {
  readonly stream: string;
  readonly seq: number;
  /** Version of the header's own shape. */
  readonly v: 1;
  /** Hash of the header before, 64 zeros for the first. */
  readonly prev: string;
  /** SHA-256 over salt and body. */
  readonly commitment: string;
}

/** The secret part: the body as the exact stored text, and 16 random bytes (hex) that keep short bodies from being guessed. */
export interface EventContent {
  readonly salt: string;
  readonly body: string;
}

/** An event as it is stored and sent; without content for who may not read it, or after erasure. */
export interface LogRecord extends EventHeader {
  readonly hash: string;
  readonly content?: EventContent;
}

/** The head of a stream: number and hash of its last event. */
export interface Head {
  readonly stream: string;
  readonly kind: StreamKind;
  readonly seq: number;
  readonly hash: string;
}

/** What stands before the first event. */
export const GENESIS = '0'.repeat(64);

/** Binds a body to its place without showing it. */
export const commit = (content: EventContent, sha256: Sha256): string =>
  sha256(`${content.salt}\n${content.body}`);

/** The hash of a header, over its fields in a fixed order. */
export const hashHeader = (header: EventHeader, sha256: Sha256): string =>
  sha256(JSON.stringify([header.v, header.stream, header.seq, header.prev, header.commitment]));

/** Puts content at the end of a chain. */
export const chain = (
  stream: string,
  previous: { readonly seq: number; readonly hash: string },
  content: EventContent,
  sha256: Sha256,
): LogRecord => {
  const header: EventHeader = {
    stream,
    seq: previous.seq + 1,
    v: 1,
    prev: previous.hash,
    commitment: commit(content, sha256),
  };
  const { seq, v, prev, commitment } = header;
  // Written out: V8 makes a hidden class anew for each object spread in a path as hot as this.
  return { stream, seq, v, prev, commitment, hash: hashHeader(header, sha256), content };
};

export type ChainFault = 'gap' | 'wrong-stream' | 'broken-link' | 'wrong-hash' | 'wrong-content';

/** Checks one record against the one before; `null` = it fits. */
export const checkLink = (
  record: LogRecord,
  previous: { readonly seq: number; readonly hash: string },
  stream: string,
  sha256: Sha256,
): ChainFault | null => {
  if (record.stream !== stream) return 'wrong-stream';
  if (record.seq !== previous.seq + 1) return 'gap';
  if (record.prev !== previous.hash) return 'broken-link';
  if (hashHeader(record, sha256) !== record.hash) return 'wrong-hash';
  if (record.content && commit(record.content, sha256) !== record.commitment) return 'wrong-content';
  return null;
};
