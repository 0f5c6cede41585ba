import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { forgetExperts } from './experts/experts.queries';
import { forgetChallenges } from './second-step/challenge.queries';
import { forget, forgetPlaces } from './sign-ins.queries';
import { SignInsService } from './sign-ins.service';

const EVERY_MS = 3_600_000;
/** Ended sign-ins are kept so long: they tell known places from new ones. */
const KEEP_MS = 30 * 24 * 3_600_000;

/** Forgets old sign-ins, where they were, and half-done ones. */
@Injectable()
export class SignInsCleaner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(SignInsCleaner.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly signIns: SignInsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.clean().catch((error: unknown) => this.log.warn({ err: error }, 'Cannot forget old sign-ins'));
    }, EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async clean(): Promise<void> {
    const { manager } = this.database;
    await forget(manager, new Date(this.clock.now() - KEEP_MS));
    await forgetPlaces(manager, this.signIns.horizon());
    await forgetExperts(manager, this.signIns.horizon());
    await forgetChallenges(manager, new Date(this.clock.now()));
  }
}
