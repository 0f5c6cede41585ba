import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { decideSession } from '@relevo/domain';
import { SignInEvents } from '../accounts/sign-in-events';
import { SignInsService } from '../accounts/sign-ins.service';
import { CLOCK, type Clock } from '../platform/clock';
import { SitePolicyService } from '../site/site-policy.service';
import { LogService } from '../streams/log/log.service';
import { SessionChanges } from '../streams/log/session-changes';
import { hasNewGrant, heldGrants, liveGrantsProjection } from './live-grants.projection';

/** How often sign-ins are looked up that ended by themselves, by time, in ms. */
const SWEEP_MS = 15_000;

/**
 * Asks devices to end what a CSR whose sign-in is over could still use with a console that does not let go by itself
 * (SEC-A4). Everything is looked up anew each time, so an end that was missed is found by the next look.
 */
@Injectable()
export class SignedOutService implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SignedOutService.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly signIns: SignInsService,
    private readonly events: SignInEvents,
    private readonly policies: SitePolicyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.log.addProjection(liveGrantsProjection);
    this.events.onEnded(() => this.look());
    this.events.onDoubt(() => this.look());
    // Given to a key whose sign-in ended while the customer was reading the question.
    this.log.onCommitted(({ entry, before, after }) => {
      if (entry.kind === 'session' && hasNewGrant(before, after)) this.look();
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), SWEEP_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Looks now, and once more when it is called meanwhile. */
  private look(): void {
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.sweep();
      } catch (fault) {
        this.logger.warn(`Grants of signed-out consoles were not looked up: ${String(fault)}`);
      }
    }
  }

  private async sweep(): Promise<void> {
    const held = await heldGrants(this.log.db);
    if (held.length === 0) return;
    const good = await this.signIns.keysOf([...new Set(held.map(({ accountId }) => accountId))]);
    for (const { sessionId, accountId, keys } of held) {
      const known = good.get(accountId) ?? [];
      if (keys.some((key) => !known.includes(key))) await this.stop(sessionId, accountId, known);
    }
  }

  private async stop(sessionId: string, accountId: string, keys: readonly string[]): Promise<void> {
    const entry = await this.log.cache.get(sessionId);
    if (!entry) return;
    const command = { type: 'csr.signedOut', data: { accountId, keys } } as const;
    const context = () => ({
      now: this.clock.now(),
      actor: { kind: 'system' } as const,
      policy: this.policies.current(),
    });
    await this.changes.apply({
      entry,
      session: entry,
      decide: (state) => decideSession(state, command, context()),
    });
  }
}
