import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { ChangeSiteSettingsBody, SiteSettings } from '@relevo/contracts';
import { DEFAULT_POLICY, type SitePolicy } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { type Actor, recordChange } from '../audit/audit.queries';
import { changesOf } from '../audit/changes';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { Notifications } from '../platform/database/notifications';
import { Transactions } from '../platform/database/transactions';
import { Mirror } from './mirror';
import { lockSettings, readPolicy, storeSettings } from './site-settings.queries';

const CHANNEL = 'relevo_site_settings';

/** A change of the policy, in its transaction. */
export interface PolicyChange {
  readonly manager: EntityManager;
  readonly actor: NonNullable<Actor>;
  readonly before: SitePolicy;
  readonly after: SitePolicy;
}

/** The site's policy, the same on every node a moment after an administrator has changed it. */
@Injectable()
export class SitePolicyService implements OnApplicationBootstrap {
  private readonly policy: Mirror<SitePolicy>;
  private readonly heeders: ((change: PolicyChange) => Promise<void>)[] = [];

  constructor(
    database: Database,
    private readonly transactions: Transactions,
    notifications: Notifications,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.policy = new Mirror<SitePolicy>(notifications, CHANNEL, DEFAULT_POLICY, () =>
      readPolicy(database.manager),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.policy.read();
  }

  current(): SitePolicy {
    return this.policy.current;
  }

  /** Called in the transaction of every change, before it is stored: does what it entails, or refuses it by throwing. */
  onChanging(heed: (change: PolicyChange) => Promise<void>): void {
    this.heeders.push(heed);
  }

  /**
   * Changes some settings, on top of what is stored at that moment; they hold on this node when this has returned.
   * @param refuse throws where this actor may not; asked in the transaction
   * @returns all settings as they are now
   */
  async change(
    part: ChangeSiteSettingsBody,
    actor: NonNullable<Actor>,
    refuse?: (before: SitePolicy, after: SitePolicy) => void,
  ): Promise<SiteSettings> {
    const at = new Date(this.clock.now());
    return this.policy.change(this.transactions, async (manager) => {
      await lockSettings(manager);
      const before = await readPolicy(manager);
      const after: SiteSettings = { ...before, ...part };
      const changes = changesOf(before, after);
      if (Object.keys(changes.after).length === 0) return before;
      refuse?.(before, after);
      for (const heed of this.heeders) await heed({ manager, actor, before, after });
      await storeSettings(manager, after, at);
      const subject = { id: null, name: after.organisation };
      const action = 'site.settings';
      await recordChange(manager, { at, actor, subject, action, ...changes });
      return after;
    });
  }
}
