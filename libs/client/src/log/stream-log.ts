import { readBody } from '@relevo/contracts';
import {
  checkLink,
  GENESIS,
  type Head,
  type HiddenEvent,
  isHidden,
  type LogRecord,
  type PlacedEvent,
} from '@relevo/domain';
import type { Fold } from '../sync/fold';
import type { StreamAlarm } from '../sync/types';
import { type Claim, sameClaim } from './report-proof';
import { sha256 } from './sha256';

/** A place before the first record that is held. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

export const BEGINNING: Anchor = { seq: 0, hash: GENESIS };

/** `withheld` = it cannot be judged without places that were hidden; `claim` = a signature must be checked first. */
export type ApplyResult =
  | 'applied'
  | 'known'
  | 'gap'
  | 'outdated'
  | 'withheld'
  | { readonly alarm: StreamAlarm }
  | { readonly claim: Claim };

/** A stretch of one stream, checked link by link, and what it folds to. No I/O. */
export class StreamLog<State> {
  private held: LogRecord[] = [];
  private readable: PlacedEvent[] = [];
  private folded: State;
  private hiddenCount = 0;

  constructor(
    readonly stream: string,
    private readonly fold: Fold<State>,
    private before: Anchor = BEGINNING,
  ) {
    this.folded = fold.initial(stream);
  }

  /** What stands before the first record held; taken on trust unless it is the beginning. */
  get anchor(): Anchor {
    return this.before;
  }

  get state(): State {
    return this.folded;
  }

  get head(): Anchor {
    return this.held.at(-1) ?? this.anchor;
  }

  get records(): readonly LogRecord[] {
    return this.held;
  }

  /** Events whose body we may read; a new array after each change. */
  get events(): readonly PlacedEvent[] {
    return this.readable;
  }

  /** How many held places we may not read. */
  get hidden(): number {
    return this.hiddenCount;
  }

  /** Hash of a place, if it is held. */
  hashAt(seq: number): string | undefined {
    return seq === this.anchor.seq ? this.anchor.hash : this.held[seq - this.anchor.seq - 1]?.hash;
  }

  /** Compares a head that the server named with what we saw: another hash at a known place is a fork. */
  check(head: Pick<Head, 'seq' | 'hash'>): StreamAlarm | undefined {
    const ours = this.hashAt(head.seq);
    return ours === undefined || ours === head.hash ? undefined : this.alarm('forked', head.seq);
  }

  /**
   * Takes one record: applies the next, recognises known ones, refuses what does not fit the chain.
   * @param proven a claim that an earlier try asked for, its signature found right
   */
  apply(record: LogRecord, proven?: Claim): ApplyResult {
    const { head } = this;
    if (record.stream !== this.stream) return { alarm: this.alarm('wrong-stream', record.seq) };
    if (record.seq <= head.seq) {
      const forked = this.check(record);
      return forked ? { alarm: forked } : 'known';
    }
    if (record.seq > head.seq + 1) return 'gap';
    const fault = checkLink(record, head, this.stream, sha256);
    if (fault) return { alarm: this.alarm(fault === 'broken-link' ? 'forked' : fault, record.seq) };
    if (!record.content) return this.take(record, { seq: record.seq, hidden: true });
    const body = readBody(this.fold.kind, record.content.body);
    if (body === 'malformed') return { alarm: this.alarm('unreadable', record.seq) };
    if (body === 'unknown') return 'outdated';
    const event = { ...body, seq: record.seq };
    return this.doubt(event, proven) ?? this.take(record, event);
  }

  /** Takes a stretch that ends where this one begins; an alarm when what was taken on trust was another past. */
  precede(earlier: StreamLog<State>): StreamAlarm | undefined {
    const { head } = earlier;
    if (!this.fold.join || head.seq !== this.anchor.seq || head.hash !== this.anchor.hash)
      return this.alarm('forked', this.anchor.seq);
    this.folded = this.fold.join(earlier.folded, this.folded);
    this.held = [...earlier.held, ...this.held];
    this.readable = [...earlier.readable, ...this.readable];
    this.hiddenCount += earlier.hiddenCount;
    this.before = earlier.before;
    return undefined;
  }

  /** Why an event cannot be folded, or not yet. */
  private doubt(event: PlacedEvent, proven: Claim | undefined): ApplyResult | undefined {
    const scrutiny = this.fold.scrutinise(this.folded, event);
    if (scrutiny === 'none') return undefined;
    if (typeof scrutiny === 'object') return sameClaim(scrutiny, proven) ? undefined : { claim: scrutiny };
    // What proves it may stand where we may not read, or could not when we read it.
    if (scrutiny === 'unproven' && this.hiddenCount > 0) return 'withheld';
    return { alarm: this.alarm(scrutiny === 'unproven' ? 'forged-report' : scrutiny, event.seq) };
  }

  private take(record: LogRecord, event: PlacedEvent | HiddenEvent): ApplyResult {
    try {
      this.folded = this.fold.evolve(this.folded, event);
    } catch {
      return { alarm: this.alarm('unreadable', record.seq) };
    }
    this.held.push(record);
    if (isHidden(event)) this.hiddenCount += 1;
    else this.readable = [...this.readable, event];
    return 'applied';
  }

  private alarm(kind: StreamAlarm['kind'], seq: number): StreamAlarm {
    return { stream: this.stream, kind, seq };
  }
}
