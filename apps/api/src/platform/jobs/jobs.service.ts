import { Inject, Injectable, Logger } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { CLOCK, type Clock } from '../clock';
import { CONFIG, type Config } from '../config';
import type { Transaction } from '../database/transactions';
import { seal } from '../sealed';
import type { JobKind } from './job-kind';
import { JobQueue } from './job-queue';
import { insertJob, type Sql } from './jobs.queries';

/** A job that was prepared; nothing has happened yet. */
export interface PreparedJob {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Buffer;
}

/**
 * Work for later: a row of the transaction that wants it, handed to the queue after the commit. What is not handed over
 * (a process that dies in between, a Redis that is away or was emptied) is found by the sweeper.
 */
@Injectable()
export class Jobs {
  private readonly log = new Logger(Jobs.name);

  constructor(
    private readonly queue: JobQueue,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @param id of what it is for: the same id is the same job, written once */
  prepare<Payload>(kind: JobKind<Payload>, payload: Payload, id: string = uuid()): PreparedJob {
    const text = JSON.stringify(kind.payload.parse(payload));
    const { siteSecret } = this.config;
    return { id, kind: kind.name, sealed: seal(text, { purpose: 'job', row: id, siteSecret }) };
  }

  /** Writes the row, in the transaction of `sql`; to be followed by `handOver` after the commit. */
  write(sql: Sql, job: PreparedJob): Promise<void> {
    return insertJob(sql, { ...job, at: new Date(this.clock.now()) });
  }

  /** Lets it begin. Never fails: the sweeper hands over what could not be. */
  async handOver({ id, kind }: Pick<PreparedJob, 'id' | 'kind'>): Promise<void> {
    await this.queue
      .put(id, kind)
      .catch((error: unknown) =>
        this.log.warn({ err: error }, `A ${kind} job waits until it can be handed over`),
      );
  }

  /** The three steps in a transaction whose effects wait for its commit. */
  async add<Payload>(transaction: Transaction, kind: JobKind<Payload>, payload: Payload): Promise<void> {
    const job = this.prepare(kind, payload);
    await this.write((text, values) => transaction.manager.query(text, values), job);
    transaction.afterCommit(() => this.handOver(job));
  }
}
