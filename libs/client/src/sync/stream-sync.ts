import type { ErrorCode, EventPage } from '@relevo/contracts';
import type { Checkpoint, LogRecord, PlacedEvent } from '@relevo/domain';
import { Listeners } from '../listeners';
import { fill, fillProving, forgedAt, isUnproven, type Stop, type Unproven } from '../log/fill';
import { type Anchor, BEGINNING, StreamLog } from '../log/stream-log';
import { Witness } from '../log/witness';
import { Backoff } from './backoff';
import type { Fold } from './fold';
import { memoryStore } from './store';
import type { FollowStatus, StreamAlarm } from './types';
import type { Wire } from './wire';

export interface StreamSyncOptions<State> {
  readonly wire: Wire;
  readonly stream: string;
  readonly fold: Fold<State>;
  /**
   * Begin with so many of the newest events; older ones by `loadOlder`. Omitted = the whole log, as a session needs:
   * a report is proven by what stands before it.
   */
  readonly newest?: number;
  /** Remembers what was seen beyond this page load; omitted = nothing does. */
  readonly witness?: Witness;
  /** Each readable event, once, when it is applied for the first time. */
  readonly onEvent?: (event: PlacedEvent) => void;
  readonly random?: () => number;
}

const PAGE = 200;
/** Older events that are loaded at once. */
const OLDER = 100;
const MOST_BEHIND = 4;

/** Follows one stream: everything since N, in order, checked; a gap, a reconnect and a reload are the same case. */
export class StreamSync<State> {
  private log: StreamLog<State>;
  private current: FollowStatus = 'loading';
  private anchored: boolean;
  private pulling = false;
  private again = false;
  private stale = false;
  /** How often in a row the server's head was behind ours. */
  private behind = 0;
  /** Number of the last event that `onEvent` heard of. */
  private told = 0;
  private closed = false;
  private older: Promise<void> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private raised: StreamAlarm | undefined;
  private denial: ErrorCode | undefined;
  private readonly backoff: Backoff;
  private readonly witness: Witness;
  private readonly listeners = new Listeners<[]>();
  private readonly release: (() => void)[];

  constructor(private readonly options: StreamSyncOptions<State>) {
    const { wire, stream, fold, newest } = options;
    this.log = new StreamLog(stream, fold);
    this.anchored = newest === undefined;
    this.backoff = new Backoff(250, 4000, options.random ?? Math.random);
    this.witness = options.witness ?? forgetful();
    this.release = [
      wire.onState(() => this.lineChanged()),
      wire.on('events', (push) => {
        if (push.stream === stream && this.anchored) void this.applyAll(push.records);
      }),
      wire.on('heads', ({ heads, checkpoints }) => {
        for (const head of heads) if (head.stream === stream) this.seeHead(head);
        for (const checkpoint of checkpoints)
          if (checkpoint.stream === stream) void this.seeCheckpoint(checkpoint);
      }),
    ];
    this.lineChanged();
  }

  readonly subscribe = this.listeners.add;

  get state(): State {
    return this.log.state;
  }

  get version(): number {
    return this.log.head.seq;
  }

  /** Where what we have read ends. */
  get head(): Anchor {
    return this.log.head;
  }

  get events(): readonly PlacedEvent[] {
    return this.log.events;
  }

  get status(): FollowStatus {
    return this.current;
  }

  get alarm(): StreamAlarm | undefined {
    return this.raised;
  }

  /** Why the server does not let us read, while the status is `denied`. */
  get denied(): ErrorCode | undefined {
    return this.denial;
  }

  /** Whether older events exist than those held. */
  get more(): boolean {
    return this.log.anchor.seq > 0;
  }

  /** Whether places are held whose bodies we may not read. */
  get hasHidden(): boolean {
    return this.log.hidden > 0;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retryTimer);
    for (const release of this.release) release();
  }

  /** Reads everything held once more: our rights have grown, hidden bodies may be readable now. */
  reread(): void {
    this.stale = true;
    if (this.options.wire.state.status === 'online') void this.pull();
  }

  /** Loads one page of events before those held; one at a time. Each page is checked by itself and against its neighbour. */
  loadOlder(count = OLDER): Promise<void> {
    this.older ??= this.loadBefore(count).finally(() => {
      this.older = undefined;
    });
    return this.older;
  }

  private async loadBefore(count: number): Promise<void> {
    const { anchor } = this.log;
    if (anchor.seq === 0 || this.frozen) return;
    const since = Math.max(0, anchor.seq - count);
    const page = await this.fetch(since, anchor.seq - since);
    if (!page || this.frozen || this.log.anchor.seq !== anchor.seq) return;
    const earlier = new StreamLog(this.options.stream, this.options.fold, anchorOf(page, since));
    const stop = fill(earlier, page.records);
    if (isUnproven(stop)) return this.raise(forgedAt(earlier.stream, stop.rest[0].seq));
    if (stop) return this.halt(stop);
    const alarm = this.log.precede(earlier);
    if (alarm) return this.raise(alarm);
    this.listeners.emit();
  }

  private get frozen(): boolean {
    return this.closed || this.current === 'alarm' || this.current === 'outdated';
  }

  private readonly givenUp = (): boolean => this.frozen;

  private lineChanged(): void {
    if (this.options.wire.state.status === 'online') void this.pull();
  }

  /** A head that the server named: a fork, or something to catch up with. */
  private seeHead(head: Anchor): void {
    if (this.frozen || !this.anchored) return;
    const fork = this.log.check(head) ?? this.forkBefore([head]);
    if (fork) return this.raise(fork);
    this.witness.note(this.options.stream, head);
    if (head.seq > this.version) void this.pull();
  }

  private async seeCheckpoint(checkpoint: Checkpoint): Promise<void> {
    const verdict = await this.witness.check(checkpoint);
    if (verdict === 'good') this.seeHead(checkpoint);
    if (verdict === 'forged')
      this.raise({ stream: this.options.stream, kind: 'forged-checkpoint', seq: checkpoint.seq });
  }

  /** Whether these places show another past than was seen, perhaps in an earlier page load. */
  private forkBefore(places: readonly Anchor[]): StreamAlarm | undefined {
    const { stream } = this.options;
    const seen = this.witness.seen(stream);
    const fork = seen && places.some(({ seq, hash }) => seq === seen.seq && hash !== seen.hash);
    return fork ? { stream, kind: 'forked', seq: seen.seq } : undefined;
  }

  /** How far the server's log must reach at least. */
  private get known(): number {
    return Math.max(this.version, this.witness.seen(this.options.stream)?.seq ?? 0);
  }

  /** Asks for everything since the last number until there is no more; one asking at a time. */
  private async pull(): Promise<void> {
    this.again = true;
    if (this.pulling) return;
    this.pulling = true;
    clearTimeout(this.retryTimer);
    try {
      while (this.again && !this.frozen) {
        this.again = false;
        await this.pullOnce();
      }
    } finally {
      this.pulling = false;
    }
  }

  private async pullOnce(): Promise<void> {
    if (!this.anchored) return this.anchorAtNewest();
    if (this.stale) return this.rereadOnce();
    // What comes live while we wait for the page may be newer than the page.
    const { known, version } = this;
    const page = await this.fetch(version, PAGE);
    if (!page || this.frozen) return;
    if (page.head.seq < known) return this.headBehind(page.head.seq);
    this.behind = 0;
    await this.applyAll(page.records);
    this.seeHead(page.head);
    if (page.checkpoint) void this.seeCheckpoint(page.checkpoint);
    if (page.more) this.again = true;
    else if (!this.again) this.become('live');
  }

  /** Finds where the newest page begins; the link to what lies before is taken on trust until it is loaded. */
  private async anchorAtNewest(): Promise<void> {
    const { known } = this;
    const first = await this.fetch(0, 1);
    if (!first || this.frozen) return;
    if (first.head.seq < known) return this.headBehind(first.head.seq);
    // From what was seen before on: else the link between both would be taken on trust.
    const since = Math.max(0, Math.min(first.head.seq - (this.options.newest ?? 0), known || Infinity));
    const page = since === 0 ? first : await this.fetch(since, PAGE);
    if (!page || this.frozen) return;
    const anchor = anchorOf(page, since);
    const fork = this.forkBefore([anchor]);
    if (fork) return this.raise(fork);
    this.log = new StreamLog(this.options.stream, this.options.fold, anchor);
    this.anchored = true;
    await this.applyAll(page.records);
    this.again = true;
  }

  /** One node of several may lag for a moment; a head that stays behind what we saw is another past. */
  private headBehind(seq: number): void {
    this.behind += 1;
    if (this.behind >= MOST_BEHIND) this.raise({ stream: this.options.stream, kind: 'rolled-back', seq });
    else this.retryTimer = setTimeout(() => this.lineChanged(), this.backoff.next());
  }

  private async rereadOnce(): Promise<void> {
    const fresh = new StreamLog(this.options.stream, this.options.fold, this.log.anchor);
    let page: EventPage | undefined;
    do {
      page = await this.fetch(fresh.head.seq, PAGE);
      if (!page || this.frozen) return;
      const stop = await fillProving(() => fresh, fill(fresh, page.records), this.givenUp);
      if (this.frozen) return;
      // Everything that we may read now is here: what still has no proof has none.
      if (stop === 'withheld') return this.raise(forgedAt(fresh.stream, fresh.head.seq + 1));
      if (stop) return this.halt(stop);
    } while (page.more || (fresh.head.seq < this.version && page.records.length > 0));
    this.again = true;
    if (fresh.head.seq < this.version || fresh.anchor.seq !== this.log.anchor.seq) return;
    const fork = this.log.records.find(({ seq, hash }) => fresh.hashAt(seq) !== hash);
    if (fork) return this.raise({ stream: this.options.stream, kind: 'forked', seq: fork.seq });
    this.stale = false;
    this.log = fresh;
    this.tell();
  }

  private async fetch(since: number, limit: number): Promise<EventPage | undefined> {
    const { wire, stream } = this.options;
    const answer = await wire.request('subscribe', { stream, since, limit });
    if (this.closed) return undefined;
    if (answer.ok) {
      this.backoff.reset();
      this.denial = undefined;
      return answer.data;
    }
    if (answer.error.code === 'PROTOCOL_VERSION') {
      this.become('outdated');
    } else if (RETRIED.has(answer.error.code)) {
      // A line that went down calls `pull` itself when it is back.
      this.retryTimer = setTimeout(() => this.lineChanged(), this.backoff.next());
    } else {
      this.denial = answer.error.code;
      this.become('denied');
    }
    return undefined;
  }

  /** Applies records in order; waits only for signatures, so that what needs none is seen at once. */
  private applyAll(records: readonly LogRecord[]): Promise<void> | undefined {
    if (this.frozen) return undefined;
    const fork = this.forkBefore(records);
    if (fork) {
      this.raise(fork);
      return undefined;
    }
    const before = this.version;
    const stop = fill(this.log, records);
    if (isUnproven(stop)) return this.applyProving(stop, before);
    this.applied(before, stop);
    return undefined;
  }

  /** Pushes and pages may meet while a signature is checked: the log itself knows what it has. */
  private async applyProving(unproven: Unproven, before: number): Promise<void> {
    const stop = await fillProving(() => this.log, unproven, this.givenUp);
    if (!this.frozen) this.applied(before, stop);
  }

  private applied(before: number, stop: Stop | undefined): void {
    if (this.version > before) {
      this.witness.note(this.options.stream, this.log.head);
      this.tell();
    }
    if (stop) this.halt(stop);
  }

  private tell(): void {
    this.listeners.emit();
    const news = this.log.events.filter((event) => event.seq > this.told);
    this.told = this.version;
    for (const event of news) this.options.onEvent?.(event);
    // What was erased must not stay here: the log as it is now has it no more.
    if (news.some(({ type }) => type === 'body.erased')) this.reread();
  }

  private halt(stop: Stop): void {
    if (stop === 'gap') void this.pull();
    else if (stop === 'withheld') this.reread();
    else if (stop === 'outdated') this.become('outdated');
    else this.raise(stop.alarm);
  }

  private raise(alarm: StreamAlarm): void {
    if (this.frozen) return;
    this.raised = alarm;
    this.become('alarm');
  }

  private become(status: FollowStatus): void {
    if (this.current === status || this.frozen) return;
    this.current = status;
    this.listeners.emit();
  }
}

const RETRIED: ReadonlySet<ErrorCode> = new Set([
  'UNAVAILABLE',
  'INTERNAL',
  'TOO_MANY_REQUESTS',
  'NOT_SIGNED_IN',
]);

const forgetful = (): Witness =>
  new Witness({ store: memoryStore(), scope: '', keys: () => Promise.reject(new Error('nobody to ask')) });

const anchorOf = (page: EventPage, since: number): Anchor => {
  const first = page.records[0];
  return since === 0 || !first ? BEGINNING : { seq: since, hash: first.prev };
};
