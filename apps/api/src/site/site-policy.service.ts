import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { type SiteSettings, siteSettings } from '@relevo/contracts';
import { DEFAULT_POLICY, type SitePolicy } from '@relevo/domain';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { Notifications } from '../platform/database/notifications';
import { Transactions } from '../platform/database/transactions';
import { storedSettings, storeSettings } from './site-settings.queries';

const CHANNEL = 'relevo_site_settings';

/** The site's policy, the same on every node a moment after an administrator has changed it. */
@Injectable()
export class SitePolicyService implements OnApplicationBootstrap {
  private readonly log = new Logger(SitePolicyService.name);
  private policy: SitePolicy = DEFAULT_POLICY;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly notifications: Notifications,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    notifications.listen(CHANNEL, () => this.refresh());
    notifications.onGap(() => this.refresh());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.read();
  }

  current(): SitePolicy {
    return this.policy;
  }

  /** Stores settings; they hold on this node when this has returned. */
  async change(settings: SiteSettings): Promise<void> {
    await this.transactions.run(async ({ manager }) => {
      await storeSettings(manager, settings, new Date(this.clock.now()));
      await this.notifications.send(manager, CHANNEL, '');
    });
    this.policy = settings;
  }

  private refresh(): void {
    this.reading = this.reading
      .then(() => this.read())
      .catch((error: unknown) =>
        this.log.warn({ err: error }, 'Cannot read the settings; the old ones hold'),
      );
  }

  private async read(): Promise<void> {
    const stored = await storedSettings(this.database.manager);
    this.policy = siteSettings.parse({ ...DEFAULT_POLICY, ...stored });
  }
}
