import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { forget } from './sign-ins.queries';

const EVERY_MS = 3_600_000;
/** Ended sign-ins are kept so long: they tell known places from new ones. */
const KEEP_MS = 30 * 24 * 3_600_000;

/** Forgets old sign-ins. */
@Injectable()
export class SignInsCleaner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(SignInsCleaner.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
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

  clean(): Promise<void> {
    return forget(this.database.manager, new Date(this.clock.now() - KEEP_MS));
  }
}
