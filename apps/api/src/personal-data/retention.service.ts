import { randomInt } from 'node:crypto';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { keptSince } from '@relevo/domain';
import { recordChange } from '../audit/audit.queries';
import { Beat } from '../platform/beat';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { SitePolicyService } from '../site/site-policy.service';
import { forgetSession } from '../streams/erase/forget-session';
import { LogService } from '../streams/log/log.service';
import { countToForget, saidLater, sessionsToForget } from './retention.queries';

/** Sessions at a time; the rest follows in the next run. */
const BATCH = 50;
/** While more of them wait, and when none does. */
const BUSY_MS = 5000;
const IDLE_MS = 600_000;

/**
 * Erases names and words of sessions that the site keeps no longer. Every node does it, uneven, one session after the other: what
 * another node or a run before has begun is gone on with, and each session counts once.
 */
@Injectable()
export class RetentionService implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(RetentionService.name);
  private more = true;
  /** What could not be erased in this round; it is tried again in the next one. */
  private readonly passedOver = new Set<string>();
  private readonly beat = new Beat(
    () => this.look(),
    () => (this.more ? BUSY_MS : IDLE_MS) * (randomInt(500, 1500) / 1000),
  );

  constructor(
    private readonly log: LogService,
    private readonly database: Database,
    private readonly policies: SitePolicyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.log.addProjection(saidLater);
  }

  onApplicationBootstrap(): void {
    this.beat.start();
  }

  onApplicationShutdown(): void {
    this.beat.stop();
  }

  /** How many sessions a setting of so many days would touch at once. */
  async preview(days: number): Promise<number> {
    const since = keptSince(days, this.clock.now());
    return since === null ? 0 : countToForget(this.log.db, new Date(since));
  }

  /** One batch; answers how many sessions this node has erased. A run that erased some stands in the audit list. */
  async run(): Promise<number> {
    const now = this.clock.now();
    const { retentionDays } = this.policies.current();
    const since = keptSince(retentionDays, now);
    const due =
      since === null ? [] : await sessionsToForget(this.log.db, new Date(since), [...this.passedOver], BATCH);
    this.more = due.length === BATCH;
    if (!this.more) this.passedOver.clear();
    let sessions = 0;
    try {
      for (const id of due) {
        // An administrator who takes it back is heard before the next one goes.
        if (this.policies.current().retentionDays !== retentionDays) break;
        sessions += Number(await this.forget(id, now));
      }
    } finally {
      if (sessions > 0) await this.record(sessions, retentionDays, now);
    }
    return sessions;
  }

  /** One that cannot be erased keeps nobody from the others, however many they are. */
  private async forget(id: string, now: number): Promise<boolean> {
    try {
      if (await forgetSession(this.log, id, now)) return true;
    } catch (fault) {
      this.logger.warn(`Session ${id} was not erased: ${String(fault)}`);
    }
    if (this.more) this.passedOver.add(id);
    return false;
  }

  private record(sessions: number, retentionDays: number, now: number): Promise<void> {
    return recordChange(this.database.manager, {
      at: new Date(now),
      actor: null,
      subject: { id: null, name: '' },
      action: 'sessions.forgotten',
      after: { sessions, retentionDays },
    });
  }

  private async look(): Promise<void> {
    await this.run().catch((fault: unknown) =>
      this.logger.warn(`Sessions were not erased that are kept no longer: ${String(fault)}`),
    );
  }
}
