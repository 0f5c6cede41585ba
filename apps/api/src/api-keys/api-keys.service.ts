import { Inject, Injectable } from '@nestjs/common';
import { API_KEY_PREFIX, type ApiKeyView, type MadeApiKey, type makeApiKeyBody } from '@relevo/contracts';
import { accountStateOf, mayMakeKey } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { AccountEntity } from '../accounts/account.entity';
import { PasswordAgain } from '../accounts/password-again';
import { actorOf, recordChange } from '../audit/audit.queries';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { Transactions } from '../platform/database/transactions';
import { ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { hashSecret, newSecret } from '../platform/secret';
import { ApiKeyEntity } from './api-key.entity';
import { keyById, keysOf, viewOf } from './api-keys.queries';

const DAY_MS = 86_400_000;

type Wanted = z.output<typeof makeApiKeyBody>;

/** Making, listing and revoking API keys. The secret is shown once; every change is recorded. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly passwords: PasswordAgain,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Administrators see every key, others those of theirs. */
  async list({ role, accountId }: AccountPrincipal): Promise<ApiKeyView[]> {
    const found = await keysOf(this.database.manager, role === 'administrator' ? null : accountId);
    return found.map((key) => viewOf(key, this.now()));
  }

  /** @throws ApiError WRONG_PASSWORD, NOT_FOUND, KEY_FOR_ANOTHER, SCOPE_NOT_HELD */
  async make(by: AccountPrincipal, { password, ...wanted }: Wanted): Promise<MadeApiKey> {
    await this.passwords.check(by.accountId, password);
    const secret = `${API_KEY_PREFIX}${newSecret()}`;
    const key = await this.transactions.run(({ manager }) => this.insert(manager, by, wanted, secret));
    return { key: viewOf(key, this.now()), secret };
  }

  /** Ends a key at once. Ended before, it is the same again. @throws ApiError NOT_FOUND when it is not theirs to end */
  async revoke(by: AccountPrincipal, id: string): Promise<ApiKeyView> {
    return this.transactions.run(async ({ manager }) => {
      const key = await keyById(manager, id);
      const theirs = key && (key.accountId === by.accountId || key.makerId === by.accountId);
      if (!key || (!theirs && by.role !== 'administrator')) throw new ApiError('NOT_FOUND');
      if (key.revokedAt) return viewOf(key, this.now());
      key.revokedAt = this.now();
      await manager.update(ApiKeyEntity, { id }, { revokedAt: key.revokedAt });
      await recordChange(manager, {
        at: key.revokedAt,
        actor: actorOf(by),
        subject: { id, name: key.name },
        action: 'apiKey.revoked',
        before: { account: key.account.name, ending: key.ending },
      });
      return viewOf(key, this.now());
    });
  }

  private async insert(
    manager: EntityManager,
    by: AccountPrincipal,
    { name, accountId, scopes, days }: Omit<Wanted, 'password'>,
    secret: string,
  ): Promise<ApiKeyEntity> {
    // Held until the key is there, so that nobody is disabled or changes their role in between unseen.
    const account = await this.hold(manager, accountId ?? by.accountId);
    const maker = await this.hold(manager, by.accountId);
    if (!account || !maker) throw new ApiError('NOT_FOUND');
    const state = accountStateOf(account.disabledAt !== null, account.passwordHash !== null);
    const refusal = mayMakeKey(maker, { id: account.id, role: account.role, state }, scopes);
    if (refusal) throw refused(refusal);
    const at = this.now();
    const key = manager.create(ApiKeyEntity, {
      id: uuid(),
      name,
      secretHash: hashSecret(secret),
      ending: secret.slice(-4),
      accountId: account.id,
      account,
      makerId: maker.id,
      maker,
      scopes: [...new Set(scopes)],
      createdAt: at,
      expiresAt: new Date(at.getTime() + days * DAY_MS),
      lastUsedAt: null,
      revokedAt: null,
    });
    await manager.insert(ApiKeyEntity, key);
    await recordChange(manager, {
      at,
      actor: { id: maker.id, name: maker.name },
      subject: { id: key.id, name },
      action: 'apiKey.made',
      after: {
        account: account.name,
        ending: key.ending,
        scopes: key.scopes.join(', '),
        expiresAt: key.expiresAt.toISOString(),
      },
    });
    return key;
  }

  private hold(manager: EntityManager, id: string): Promise<AccountEntity | null> {
    return manager
      .createQueryBuilder(AccountEntity, 'account')
      .setLock('pessimistic_read')
      .where('account.id = :id AND account.disabledAt IS NULL', { id })
      .getOne();
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
