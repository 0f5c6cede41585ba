import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { decideSession, idleWarnAfterMs, keptSince } from '@relevo/domain';
import { Beat } from '../platform/beat';
import { CLOCK, type Clock } from '../platform/clock';
import { SitePolicyService } from '../site/site-policy.service';
import { LogService } from '../streams/log/log.service';
import { SessionChanges } from '../streams/log/session-changes';
import { lyingSessions, type QuietSession, quietSessions, versionOfStream } from './idle.queries';

const EVERY_MS = 5000;
/** Of what lies for days. */
const LYING_EVERY_MS = 600_000;

/** Something happened while it was decided that nothing does. */
class HappenedMeanwhile extends Error {}

/**
 * Warns of sessions in which nothing happens, parks them, and ends those that were put aside for good. Every node looks; what
 * follows is decided on the newest state of the session and holds only if neither it nor its chat has moved, so it happens once.
 */
@Injectable()
export class IdleService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(IdleService.name);
  private readonly beat = new Beat(
    () => this.look(() => this.sweep()),
    () => EVERY_MS,
  );
  private readonly slowBeat = new Beat(
    () => this.look(() => this.endLying()),
    () => LYING_EVERY_MS,
  );

  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly policies: SitePolicyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.beat.start();
    this.slowBeat.start();
  }

  onApplicationShutdown(): void {
    this.beat.stop();
    this.slowBeat.stop();
  }

  /** Looks at every quiet session once. */
  async sweep(): Promise<void> {
    const after = idleWarnAfterMs(this.policies.current());
    const before = after === null ? null : this.clock.now() - after;
    await this.checkAll(await quietSessions(this.log.db, before));
  }

  /** Ends what is parked, or was never started, and lies for longer than the site keeps sessions. */
  async endLying(): Promise<void> {
    const before = keptSince(this.policies.current().retentionDays, this.clock.now());
    if (before !== null) await this.checkAll(await lyingSessions(this.log.db, before));
  }

  private async checkAll(sessions: readonly QuietSession[]): Promise<void> {
    for (const quiet of sessions) {
      // One that cannot be decided keeps nobody from the others.
      await this.check(quiet).catch((fault: unknown) =>
        this.logger.warn(`Session ${quiet.id} was not looked after: ${String(fault)}`),
      );
    }
  }

  private async look(work: () => Promise<void>): Promise<void> {
    await work().catch((fault: unknown) =>
      this.logger.warn(`Quiet sessions were not looked after: ${String(fault)}`),
    );
  }

  private async check(quiet: QuietSession): Promise<void> {
    const entry = await this.log.cache.get(quiet.id);
    if (!entry) return;
    const { lastActivityAt } = quiet;
    const command = { type: 'session.checkIdle', data: { lastActivityAt } } as const;
    try {
      await this.changes.apply({
        entry,
        session: entry,
        decide: (state) =>
          state.version === quiet.version ? decideSession(state, command, this.context()) : [],
        work: async (db) => {
          const chat = await versionOfStream(db, quiet.conversationId);
          if (chat !== quiet.conversationVersion) throw new HappenedMeanwhile();
        },
      });
    } catch (fault) {
      if (!(fault instanceof HappenedMeanwhile)) throw fault;
    }
  }

  private context() {
    return { now: this.clock.now(), actor: { kind: 'system' } as const, policy: this.policies.current() };
  }
}
