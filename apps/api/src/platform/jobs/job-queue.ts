import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { CONFIG, type Config } from '../config';
import { within } from '../within';

/** Asked by a job that must be tried again after so long, ms. */
export class TryAgain extends Error {
  override name = 'TryAgain';
  constructor(readonly ms: number) {
    super('to be tried again');
  }
}

/** Jobs that one process does at once. */
const CONCURRENCY = 4;
/** A job of a process that vanished is looked for so often, ms; our own lease says whether it may begin anew. */
const STALLED_MS = 10_000;
/** More than any job is tried: how often is written in its row. */
const TRIES = 1000;
/** Work that was begun has so long to end when the server ends, ms. */
const DRAIN_MS = 18_000;
const CLOSE_MS = 2000;
/** Faults of the line are worth a word so often, ms: a queue that is away repeats itself. */
const WORD_EVERY_MS = 60_000;

type Work = (id: string, kind: string) => Promise<void>;

/** What BullMQ runs on: Redis when the site has one, else the schema `bullmq` of the same PostgreSQL. */
const linesOf = ({ redisUrl, databaseUrl }: Config) => {
  const postgres = (max: number) => ({
    connectionString: databaseUrl,
    max,
    application_name: 'relevo-jobs',
    connectionTimeoutMillis: 5000,
  });
  return redisUrl === null
    ? { backend: createPostgresBackend, put: postgres(1), work: postgres(2) }
    : {
        backend: undefined,
        // Whoever hands over does not wait for a Redis that is away; the worker does.
        put: { url: redisUrl, maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 2000 },
        work: { url: redisUrl, maxRetriesPerRequest: null },
      };
};

/** The queue that carries ids of jobs to the processes of the site. It may lose everything at any time. */
@Injectable()
export class JobQueue {
  private readonly log = new Logger(JobQueue.name);
  private readonly name: string;
  private queue: Queue | null = null;
  private worker: Worker | null = null;
  /** Work that runs here now. */
  private readonly begun = new Set<Promise<void>>();
  private spoke = Number.NEGATIVE_INFINITY;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    // Several sites may share one Redis: a job of one is nothing to the other.
    const site = createHash('sha256').update(`relevo jobs ${config.siteSecret}`).digest('hex').slice(0, 16);
    this.name = `relevo-jobs-${site}`;
  }

  /** Begins to hand out. To be called when the database is there. */
  start(work: Work): void {
    const { backend, put, work: line } = linesOf(this.config);
    const Put = Queue as new (name: string, options: object, factory?: unknown) => Queue;
    const Hands = Worker as unknown as new (
      name: string,
      processor: (job: { id?: string; name: string }) => Promise<void>,
      options: object,
      factory?: unknown,
    ) => Worker;
    this.queue = new Put(this.name, { connection: put, prefix: 'relevo' }, backend);
    this.worker = new Hands(
      this.name,
      ({ id = '', name }) => this.watched(work(id, name)),
      {
        connection: line,
        prefix: 'relevo',
        concurrency: CONCURRENCY,
        stalledInterval: STALLED_MS,
        maxStalledCount: TRIES,
        settings: {
          backoffStrategy: (_made: number, _type: string, error: Error) =>
            error instanceof TryAgain ? error.ms : STALLED_MS,
        },
      },
      backend,
    );
    const fault = (error: Error): void => this.mention(error);
    this.queue.on('error', fault);
    this.worker.on('error', fault);
  }

  /** Puts a job in; again and again is the same as once while it is there. */
  async put(id: string, kind: string): Promise<void> {
    if (!this.queue) throw new Error('The queue is not open');
    await this.queue.add(
      kind,
      {},
      { jobId: id, attempts: TRIES, backoff: { type: 'custom' }, removeOnComplete: true, removeOnFail: true },
    );
  }

  /**
   * Takes no new job, and waits for those that were begun. Then the lines are closed whatever the queue says: one that was
   * cut off in the meantime waits for its line, and would keep the process alive.
   */
  async stop(): Promise<void> {
    const { worker, queue } = this;
    this.worker = null;
    this.queue = null;
    if (worker) {
      const rests = worker.pause();
      if ((await within(DRAIN_MS, Promise.allSettled(this.begun), 'late')) === 'late')
        this.log.warn('A job did not end in time; it begins anew elsewhere');
      await within(CLOSE_MS, rests, undefined);
      await within(CLOSE_MS, worker.close(true), undefined);
    }
    if (queue) await within(CLOSE_MS, queue.close(), undefined);
  }

  private async watched(work: Promise<void>): Promise<void> {
    this.begun.add(work);
    try {
      await work;
    } finally {
      this.begun.delete(work);
    }
  }

  private mention(error: Error): void {
    const now = performance.now();
    if (now - this.spoke < WORD_EVERY_MS) return;
    this.spoke = now;
    this.log.warn(`The queue of jobs: ${error.message}`);
  }
}
