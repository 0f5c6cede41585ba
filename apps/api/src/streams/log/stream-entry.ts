import {
  type ConversationEvent,
  chain,
  checkLink,
  evolveSession,
  type Head,
  type HiddenEvent,
  type LogRecord,
  type NewEvent,
  noSession,
  readRecord,
  type SessionEvent,
  type SessionState,
  type StreamKind,
  writeBody,
} from '@relevo/domain';
import type { StreamRow } from './log.queries';
import { newSalt } from './salt';
import { sha256 } from './sha256';

export type PlacedRecord = SessionEvent | ConversationEvent | HiddenEvent;

/** What one step added to a stream, after it was committed. */
export interface Advance {
  readonly entry: StreamEntry;
  readonly records: readonly LogRecord[];
  readonly events: readonly PlacedRecord[];
  /** Of a session's stream; the same object as `after` for other kinds. */
  readonly before: SessionState;
  readonly after: SessionState;
}

/** A stream as this process knows it: its head and, for a session, its fold. Work on it runs one after another. */
export class StreamEntry {
  readonly id: string;
  readonly kind: StreamKind;
  readonly sessionId: string;
  /** Fold of a session's stream; stays empty for other kinds, which are decided on their session. */
  state: SessionState;
  seq = 0;
  hash: string;
  /** Subscribers of this process: an entry with some is kept. */
  subscribers = 0;
  private tail: Promise<unknown> = Promise.resolve();
  private pending = 0;

  constructor(row: StreamRow, genesis: string) {
    this.id = row.id;
    this.kind = row.kind;
    this.sessionId = row.sessionId;
    this.state = noSession(row.id);
    this.hash = genesis;
  }

  get idle(): boolean {
    return this.pending === 0 && this.subscribers === 0;
  }

  get head(): Head {
    return { stream: this.id, kind: this.kind, seq: this.seq, hash: this.hash };
  }

  /** Begins at a head without reading what was before: for streams that need no fold. */
  startAt(seq: number, hash: string): void {
    this.seq = seq;
    this.hash = hash;
  }

  /** Runs work on this stream after all that was asked for before. */
  run<T>(work: () => Promise<T>): Promise<T> {
    this.pending += 1;
    const result = this.tail.then(work);
    this.tail = result
      .catch(() => undefined)
      .finally(() => {
        this.pending -= 1;
      });
    return result;
  }

  /** Gives new events their places after the head; nothing is kept until `advance`. */
  place(events: readonly NewEvent[]): LogRecord[] {
    let previous = { seq: this.seq, hash: this.hash };
    return events.map((event) => {
      const content = { salt: newSalt(), body: writeBody(event) };
      const record = chain(this.id, previous, content, sha256);
      previous = record;
      return record;
    });
  }

  /**
   * Takes committed records in, in order. Records that are known already are passed over. Those that were read back
   * (not `own`) are checked: a chain that does not hold throws, because nothing may be built on a log that was edited.
   */
  advance(records: readonly LogRecord[], own = false): Advance {
    const before = this.state;
    const fresh = records.filter((r) => r.seq > this.seq);
    const events: PlacedRecord[] = [];
    for (const record of fresh) {
      const fault = own ? null : checkLink(record, { seq: this.seq, hash: this.hash }, this.id, sha256);
      if (fault) throw new Error(`stream ${this.id} is broken at ${record.seq}: ${fault}`);
      const event = readRecord(record) as PlacedRecord;
      if (this.kind === 'session')
        this.state = evolveSession(this.state, event as SessionEvent | HiddenEvent);
      events.push(event);
      this.seq = record.seq;
      this.hash = record.hash;
    }
    return { entry: this, records: fresh, events, before, after: this.state };
  }
}
