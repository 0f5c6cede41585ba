import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Beat } from '../beat';
import { CLOCK, type Clock } from '../clock';
import { Database } from '../database/database';
import { JobQueue } from './job-queue';
import { JobRunner } from './job-runner';
import { forgetJobs, overdueJobs } from './jobs.queries';

/** On average. Uneven, so that the nodes take turns: which of them the queue serves goes by the rhythm of both. */
const EVERY_MS = 4000;
/** Who should have begun so long ago, ms, may have been lost on the way: it is handed over again, under the same id. */
const GRACE_MS = 3000;
const PAGE = 500;
const FORGET_EVERY_MS = 3_600_000;
/** What became of a job is remembered so long; what it needed is gone at once. */
const KEEP_MS = 7 * 24 * 3_600_000;

/** Opens the queue, hands over what was not or got lost, and lets begun work end when the server ends (SEC-R3). */
@Injectable()
export class JobsSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(JobsSweeper.name);
  private begun = false;
  private forgetAt = 0;
  private readonly beat = new Beat(
    () => this.look(),
    () => (this.begun ? Math.random() * 2 * EVERY_MS : 0),
  );

  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.queue.start((id, kind) => this.runner.run(id, kind));
    this.beat.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.beat.stop();
    await this.queue.stop();
  }

  /** Hands over everything that is overdue and that this node could do. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    const { manager } = this.database;
    const late = await overdueJobs(manager, new Date(now - GRACE_MS), new Date(now), PAGE);
    for (const { id, kind } of late) if (this.runner.knows(kind)) await this.queue.put(id, kind);
    if (now < this.forgetAt) return;
    this.forgetAt = now + FORGET_EVERY_MS;
    await forgetJobs(manager, new Date(now - KEEP_MS));
  }

  private async look(): Promise<void> {
    this.begun = true;
    await this.sweep().catch((error: unknown) => this.log.warn({ err: error }, 'Cannot look after the jobs'));
  }
}
