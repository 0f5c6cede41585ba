import type { LinkToDevice } from '@relevo/contracts';
import {
  BROKEN,
  commitSafety,
  type Fingerprints,
  hearSafety,
  newExchange,
  type SafetyEnd,
  type SafetyExchange,
  type SafetyTurn,
  type SafetyWord,
} from '@relevo/domain';
import { sha256 } from '../log/sha256';
import type { CodeRation } from './code-ration';
import type { LinkRole } from './types';

export type SafetyMessage = Extract<LinkToDevice, { type: 'link.commit' | 'link.reveal' }>;

/** What both ends have proven to each other; see `link.hello`. */
export interface ProvenEnds {
  readonly sessionId: string;
  readonly fingerprints: Fingerprints;
  /** Thumbprints. */
  readonly keys: Fingerprints;
}

export interface SafetyTalkOptions {
  readonly role: LinkRole;
  readonly ration: CodeRation;
  readonly send: (message: SafetyMessage) => void;
  /** The code is there, or is gone. */
  readonly changed: () => void;
  /** The far end broke the rules of the exchange. */
  readonly broken: () => void;
}

const freshNonce = (): string =>
  [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const messageOf = (word: SafetyWord): SafetyMessage =>
  word.say === 'commit'
    ? { type: 'link.commit', commitment: word.commitment }
    : { type: 'link.reveal', nonce: word.nonce };

const wordOf = (message: SafetyMessage): SafetyWord =>
  message.type === 'link.commit'
    ? { say: 'commit', commitment: message.commitment }
    : { say: 'reveal', nonce: message.nonce };

/** The safety code of one link: one exchange for each verified connection (SEC-C11). */
export class SafetyTalk {
  private exchange: SafetyExchange | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: SafetyTalkOptions) {}

  /** Six digits; undefined while the exchange goes on. */
  get code(): string | undefined {
    return this.exchange?.code;
  }

  /** A connection has been verified. Both ends begin, in any order. */
  begin({ sessionId, fingerprints, keys }: ProvenEnds): void {
    const end = (role: LinkRole): Omit<SafetyEnd, 'nonce'> => ({
      role,
      fingerprint: fingerprints[role],
      key: keys[role],
    });
    const { role } = this.options;
    const own = { ...end(role), nonce: freshNonce() };
    this.exchange = newExchange(sessionId, own, end(role === 'csr' ? 'device' : 'csr'));
    this.commit();
  }

  hear(message: SafetyMessage): void {
    if (this.exchange) this.take(hearSafety(this.exchange, wordOf(message), sha256));
  }

  /** The connection is gone, and its code with it. */
  reset(): void {
    clearTimeout(this.timer);
    const had = this.code !== undefined;
    this.exchange = undefined;
    if (had) this.options.changed();
  }

  private commit(): void {
    const wait = this.options.ration.take();
    if (wait > 0) this.timer = setTimeout(() => this.commit(), wait);
    else if (this.exchange) this.take(commitSafety(this.exchange, sha256));
  }

  private take(turn: SafetyTurn | typeof BROKEN): void {
    if (turn === BROKEN) return this.options.broken();
    this.exchange = turn.exchange;
    for (const word of turn.say) this.options.send(messageOf(word));
    if (this.code !== undefined) this.options.changed();
  }
}
