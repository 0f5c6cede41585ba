import { Inject, Injectable } from '@nestjs/common';
import { apiKeySecret } from '@relevo/contracts';
import { heldScopes } from '@relevo/domain';
import { principalOf } from '../accounts/account-view';
import type { ApiKeyAuthenticator } from '../platform/access/authenticators';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { AccountPrincipal } from '../platform/principal';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { hashSecret } from '../platform/secret';
import { ApiKeyEntity } from './api-key.entity';
import { goodKey } from './api-keys.queries';

/** What one program may ask in a minute. */
const CALLS: Limit = { name: 'api-keys', points: 300, seconds: 60 };
/** How exactly the last use is known, in ms. */
const TOUCH_MS = 60_000;

/** Knows programs by their key. Every request looks its row up with both accounts, so what ends or narrows it holds at once. */
@Injectable()
export class ApiKeyAuthenticatorService implements ApiKeyAuthenticator {
  constructor(
    private readonly database: Database,
    private readonly limits: RateLimits,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async authenticate(secret: string): Promise<AccountPrincipal | null> {
    if (!apiKeySecret.safeParse(secret).success) return null;
    const { manager } = this.database;
    const now = new Date(this.clock.now());
    const key = await goodKey(manager, hashSecret(secret), now);
    if (!key) return null;
    await this.limits.consume(CALLS, key.id);
    if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > TOUCH_MS)
      await manager.update(ApiKeyEntity, { id: key.id }, { lastUsedAt: now });
    const { account, maker } = key;
    const scopes = heldScopes(key.scopes, maker.role, account.role);
    return { ...principalOf(account, key.id, false), apiKey: { id: key.id, name: key.name, scopes } };
  }
}
