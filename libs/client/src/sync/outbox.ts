import {
  type CommandEnvelope,
  commandEnvelope,
  type ErrorBody,
  type ErrorCode,
  type WireCommandData,
  type WireCommandType,
} from '@relevo/contracts';
import { Listeners } from '../listeners';
import { newId } from '../new-id';
import { readAs } from '../read-json';
import { Backoff } from './backoff';
import type { Store } from './store';
import type { CommandOutcome, SentCommand } from './types';
import type { Wire } from './wire';

export interface OutboxOptions {
  readonly wire: Wire;
  readonly store: Store;
  /** Whose commands: an account's or a participant's id. Another person in the same browser never sends them. */
  readonly scope: string;
  readonly random?: () => number;
}

interface Entry {
  readonly envelope: CommandEnvelope;
  settle(outcome: CommandOutcome): void;
  faults: number;
}

/** Answers that say nothing about the command: it is sent again under the same id. */
const AGAIN: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'TOO_MANY_REQUESTS']);
/** Answers that another line may change: a new sign-in, a newer program. */
const LATER: ReadonlySet<ErrorCode> = new Set(['NOT_SIGNED_IN', 'PROTOCOL_VERSION']);
/** A command on which the server fails so often must not hold up the others for ever. */
const MAX_FAULTS = 5;

const NOTHING: readonly CommandEnvelope[] = [];

/**
 * Commands on their way. Each gets its id once and keeps it across lost lines and page loads, so it has one effect;
 * each stream's commands go one after the other, in order.
 */
export class Outbox {
  private readonly queues = new Map<string, Entry[]>();
  private readonly shown = new Map<string, readonly CommandEnvelope[]>();
  private readonly running = new Set<string>();
  /** Ends the pause of a stream before its time. */
  private readonly pauses = new Map<string, () => void>();
  private readonly changed = new Listeners<[]>();
  private readonly settled = new Listeners<[envelope: CommandEnvelope, outcome: CommandOutcome]>();
  private readonly refused = new Listeners<[envelope: CommandEnvelope, error: ErrorBody]>();
  private readonly release: () => void;
  private closed = false;

  constructor(private readonly options: OutboxOptions) {
    this.restore();
    this.release = options.wire.onState(() => this.wake());
    this.wake();
  }

  /** Called after each change of what is pending. */
  readonly subscribe = this.changed.add;

  /** Commands that were answered for good; called while they still count as pending. */
  readonly onSettled = this.settled.add;

  /** Commands that were refused for good, also those of an earlier page load. */
  readonly onRefused = this.refused.add;

  /** What waits in a stream, in order; the same array until it changes. */
  pending(stream: string): readonly CommandEnvelope[] {
    return this.shown.get(stream) ?? NOTHING;
  }

  /** Queues a command. The same `commandId` again is the same command. */
  send<Type extends WireCommandType>(
    stream: string,
    type: Type,
    data: WireCommandData<Type>,
    commandId = newId(),
  ): SentCommand {
    const parsed = commandEnvelope.safeParse({ commandId, stream, type, data });
    if (!parsed.success) return { commandId, outcome: Promise.resolve(unfit(parsed.error.message)) };
    const envelope = parsed.data;
    // Kept first, sent second: a page that dies in between has not lost it.
    this.options.store.set(this.keyOf(envelope), JSON.stringify(envelope));
    const outcome = new Promise<CommandOutcome>((settle) => this.push({ envelope, settle, faults: 0 }));
    void this.drain(stream);
    return { commandId, outcome };
  }

  /** Stops sending; what is pending stays in the store. */
  close(): void {
    this.closed = true;
    this.release();
    for (const resume of this.pauses.values()) resume();
  }

  private get prefix(): string {
    return `relevo.outbox.${this.options.scope}.`;
  }

  private keyOf({ commandId }: CommandEnvelope): string {
    return this.prefix + commandId;
  }

  /** Ids are of UUID version 7: their order is the order in which the commands were given. */
  private restore(): void {
    const { store } = this.options;
    for (const key of store.keys(this.prefix).sort()) {
      const envelope = readAs(commandEnvelope, store.get(key));
      if (envelope) this.push({ envelope, settle: () => undefined, faults: 0 });
      else store.remove(key);
    }
  }

  private push(entry: Entry): void {
    const { stream } = entry.envelope;
    const queue = this.queues.get(stream) ?? [];
    this.queues.set(stream, queue);
    queue.push(entry);
    this.show(stream, queue);
  }

  private show(stream: string, queue: readonly Entry[]): void {
    this.shown.set(
      stream,
      queue.map((entry) => entry.envelope),
    );
    this.changed.emit();
  }

  private wake(): void {
    if (this.options.wire.state.status !== 'online') return;
    for (const resume of this.pauses.values()) resume();
    for (const stream of this.queues.keys()) void this.drain(stream);
  }

  private async drain(stream: string): Promise<void> {
    if (this.running.has(stream)) return;
    this.running.add(stream);
    const backoff = new Backoff(250, 4000, this.options.random ?? Math.random);
    try {
      for (let entry = this.next(stream); entry; entry = this.next(stream)) {
        const answer = await this.options.wire.request('command', entry.envelope);
        if (this.closed) return;
        if (answer.ok) {
          backoff.reset();
          this.finish(entry, { ok: true, seq: answer.data.seq });
          continue;
        }
        const { error } = answer;
        if (LATER.has(error.code)) return;
        if (error.code === 'INTERNAL') entry.faults += 1;
        if (!AGAIN.has(error.code) && (error.code !== 'INTERNAL' || entry.faults >= MAX_FAULTS)) {
          this.finish(entry, { ok: false, error });
          continue;
        }
        await this.pause(stream, Math.max(backoff.next(), (error.retryAfterSeconds ?? 0) * 1000));
      }
    } finally {
      this.running.delete(stream);
    }
  }

  private pause(stream: string, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        clearTimeout(timer);
        this.pauses.delete(stream);
        resolve();
      };
      const timer = setTimeout(resume, ms);
      this.pauses.set(stream, resume);
    });
  }

  /** The head of the queue, while it makes sense to send. */
  private next(stream: string): Entry | undefined {
    return this.closed || this.options.wire.state.status !== 'online'
      ? undefined
      : this.queues.get(stream)?.[0];
  }

  private finish(entry: Entry, outcome: CommandOutcome): void {
    const { envelope } = entry;
    this.settled.emit(envelope, outcome);
    const queue = (this.queues.get(envelope.stream) ?? []).filter((other) => other !== entry);
    this.queues.set(envelope.stream, queue);
    this.options.store.remove(this.keyOf(envelope));
    entry.settle(outcome);
    this.show(envelope.stream, queue);
    if (!outcome.ok) this.refused.emit(envelope, outcome.error);
  }
}

const unfit = (message: string): CommandOutcome => ({ ok: false, error: { code: 'BAD_REQUEST', message } });
