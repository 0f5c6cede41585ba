import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock';
import { CONFIG, type Config } from '../config';
import { Database } from '../database/database';
import { unseal } from '../sealed';
import { JobFailure, type JobHandler, type JobKind } from './job-kind';
import { JobMetrics } from './job-metrics';
import { TryAgain } from './job-queue';
import { finishJob, postponeJob, type TakenJob, takeJob } from './jobs.queries';

/** An attempt that takes longer is given up, ms. */
const ATTEMPT_MS = 25_000;
/** Until then nobody else begins one: longer than an attempt, so that two never run at once. */
const LEASE_MS = 30_000;

interface Known {
  readonly kind: JobKind<unknown>;
  readonly handler: JobHandler<unknown>;
}

/** Does jobs, one attempt at a time, and writes down what became of them. */
@Injectable()
export class JobRunner {
  private readonly log = new Logger(JobRunner.name);
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly database: Database,
    private readonly metrics: JobMetrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Says who does jobs of a kind. */
  handle<Payload>(kind: JobKind<Payload>, handler: JobHandler<Payload>): void {
    this.known.set(kind.name, { kind, handler });
  }

  knows(kind: string): boolean {
    return this.known.has(kind);
  }

  /**
   * Makes one attempt, if the job is still to be done, nobody is at it and this node knows its kind: one of an older
   * release leaves it to the next sweep of a node that does.
   * @throws TryAgain when another attempt shall follow
   */
  async run(id: string, kindName: string): Promise<void> {
    const known = this.known.get(kindName);
    if (!known) return;
    const now = this.clock.now();
    const job = await takeJob(this.database.manager, id, new Date(now), new Date(now + LEASE_MS));
    if (job) await this.attempt(id, job, known);
  }

  private async attempt(id: string, job: TakenJob, { kind, handler }: Known): Promise<void> {
    const stop = this.metrics.begin(kind.name);
    try {
      const payload = this.read(id, job, kind);
      if (job.attempts > kind.retryAfterMs.length + 1) throw new JobFailure('DIED', true);
      if (this.clock.now() > job.createdAt.getTime() + kind.worthMs) throw new JobFailure('TOO_LATE', true);
      const signal = AbortSignal.timeout(ATTEMPT_MS);
      await handler.run(payload, { jobId: id, number: job.attempts, signal });
    } catch (error) {
      await this.failed(id, job, { kind, handler }, error, stop);
      return;
    }
    await finishJob(this.database.manager, id, 'done', new Date(this.clock.now()), null);
    stop('done');
  }

  private async failed(
    id: string,
    job: TakenJob,
    { kind, handler }: Known,
    error: unknown,
    stop: (outcome: 'again' | 'failed') => void,
  ): Promise<void> {
    const failure = error instanceof JobFailure ? error : new JobFailure('INTERNAL', false, { cause: error });
    const wait = kind.retryAfterMs[job.attempts - 1];
    this.log[failure.reason === 'INTERNAL' ? 'error' : 'warn'](
      { err: failure.cause ?? failure },
      `A ${kind.name} job, attempt ${job.attempts}: ${failure.reason}`,
    );
    if (!failure.final && wait !== undefined) {
      await postponeJob(this.database.manager, id, new Date(this.clock.now() + wait), failure.reason);
      stop('again');
      throw new TryAgain(wait);
    }
    await handler.gaveUp?.(this.read(id, job, kind), failure.reason, id);
    await finishJob(this.database.manager, id, 'failed', new Date(this.clock.now()), failure.reason);
    stop('failed');
  }

  private read(id: string, { payload }: TakenJob, kind: JobKind<unknown>): unknown {
    const { siteSecret } = this.config;
    return kind.payload.parse(JSON.parse(unseal(payload, { purpose: 'job', row: id, siteSecret })));
  }
}
