import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { Beat } from '../../platform/beat';
import { CLOCK, type Clock } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import { LogService } from '../log/log.service';
import type { Advance, StreamEntry } from '../log/stream-entry';
import { appendToFile } from './checkpoint-file';
import { unsignedHeads } from './checkpoints.queries';
import { LogKeysService } from './log-keys.service';
import { type Standing, signHeads } from './signer';

/** A stream that changes is signed so often, in ms, and after so many events. */
const EVERY_MS = 60_000;
const EVERY_EVENTS = 1000;
const BATCH = 500;

/**
 * Signs where the streams stand: every minute or 1,000 events while they change, when their session ends, and at the end
 * of the process; what a killed process left unsigned, at the next start.
 */
@Injectable()
export class CheckpointsService implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Checkpoints');
  /** What changed here since it was signed, and after which event. */
  private readonly moved = new Map<string, { readonly entry: StreamEntry; readonly since: number }>();
  /** Streams that this process has signed, and followed since without a break. */
  private readonly followed = new WeakSet<StreamEntry>();
  private readonly beat = new Beat(
    () => this.signMoved(() => true),
    () => EVERY_MS,
  );
  private tail: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly log: LogService,
    private readonly keys: LogKeysService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.log.onCommitted((advance) => this.note(advance));
  }

  onApplicationBootstrap(): void {
    this.beat.start();
    void this.enqueue(() => this.signForgotten());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.beat.stop();
    await this.signMoved(() => true);
  }

  private note({ entry, records, before, after }: Advance): void {
    const from = (records[0]?.seq ?? 1) - 1;
    const since = this.moved.get(entry.id)?.since ?? from;
    // What this process made from its first event needs not be read back to be signed.
    if (from === 0) this.followed.add(entry);
    this.moved.set(entry.id, { entry, since });
    if (after.phase === 'ended' && before.phase !== 'ended')
      void this.signMoved((other) => other.sessionId === entry.sessionId);
    else if (from - since < EVERY_EVENTS && entry.seq - since >= EVERY_EVENTS)
      void this.signMoved((other) => other === entry);
  }

  private signMoved(which: (entry: StreamEntry) => boolean): Promise<void> {
    return this.enqueue(async () => {
      const entries = [...this.moved.values()].filter(({ entry }) => which(entry));
      for (let i = 0; i < entries.length; i += BATCH)
        await this.signEntries(entries.slice(i, i + BATCH).map(({ entry }) => entry));
    });
  }

  private async signEntries(entries: readonly StreamEntry[]): Promise<void> {
    const taken = entries.map((entry) => ({ entry, seq: entry.seq }));
    await this.sign(
      entries.map((entry) => ({
        id: entry.id,
        seq: entry.seq,
        hash: entry.hash,
        followed: this.followed.has(entry),
      })),
    );
    for (const { entry, seq } of taken) {
      this.followed.add(entry);
      if (entry.seq === seq) this.moved.delete(entry.id);
      else this.moved.set(entry.id, { entry, since: seq });
    }
  }

  /** What was committed by a process that did not live to sign it. */
  private async signForgotten(): Promise<void> {
    let after = '00000000-0000-0000-0000-000000000000';
    while (!this.stopping) {
      const heads = await unsignedHeads(this.log.db, after, BATCH);
      const last = heads.at(-1);
      if (!last) return;
      await this.sign(heads.map((head) => ({ ...head, followed: false })));
      after = last.id;
    }
  }

  private async sign(standings: readonly Standing[]): Promise<void> {
    const refuse = (stream: string) =>
      this.logger.error(`Stream ${stream} does not follow from its last checkpoint: it is not signed`);
    const kept = await signHeads(this.log.db, this.keys.key, standings, this.clock.now(), refuse);
    await appendToFile(this.config.dataDir, kept);
  }

  /** One signing after the other. What fails is tried again at the next beat: the log itself does not wait for it. */
  private enqueue(work: () => Promise<void>): Promise<void> {
    this.tail = this.tail.then(work).catch((fault: unknown) => {
      this.logger.warn(`Checkpoints were not written: ${String(fault)}`);
    });
    return this.tail;
  }
}
