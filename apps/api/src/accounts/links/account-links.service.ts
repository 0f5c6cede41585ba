import { Inject, Injectable } from '@nestjs/common';
import type { AccountLinkView } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../audit/audit.queries';
import { CLOCK, type Clock } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import { Database } from '../../platform/database/database';
import { Transactions } from '../../platform/database/transactions';
import { ApiError } from '../../platform/errors/api-error';
import { type Limit, RateLimits } from '../../platform/rate-limit/rate-limits';
import { hashSecret, newSecret } from '../../platform/secret';
import { SitePolicyService } from '../../site/site-policy.service';
import { AccountEntity } from '../account.entity';
import { AccountMails } from '../mails/account-mails';
import { isCommonPassword } from '../password-rules';
import { hashPassword } from '../passwords';
import { endEverySignIn } from '../sign-in-endings';
import { endExpiredLinks, endLinksOf, liveLink, storeLink, takeLink } from './account-links.queries';

/** A link that an administrator hands over works for so long. */
const LINK_MS = 48 * 3_600_000;
/** One that was asked for by whoever forgot the password, in minutes. */
export const FORGOTTEN_MINUTES = 30;
const FROM_ADDRESS: Limit = { name: 'account-links', points: 60, seconds: 600 };

/** One-time links with which people choose their password: the administrator hands them over and never knows it. */
@Injectable()
export class AccountLinksService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly limits: RateLimits,
    private readonly policy: SitePolicyService,
    private readonly mails: AccountMails,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Makes a link in place of an earlier one; it is shown once. */
  async make(manager: EntityManager, accountId: string): Promise<{ url: string; expiresAt: number }> {
    await endLinksOf(manager, accountId);
    return this.add(manager, accountId, LINK_MS);
  }

  /** Makes a link beside an earlier one: nobody who claims to have forgotten a password takes a link from its owner. */
  async makeForgotten(manager: EntityManager, accountId: string): Promise<string> {
    return (await this.add(manager, accountId, FORGOTTEN_MINUTES * 60_000)).url;
  }

  private async add(
    manager: EntityManager,
    accountId: string,
    lifeMs: number,
  ): Promise<{ url: string; expiresAt: number }> {
    const token = newSecret();
    const expiresAt = this.clock.now() + lifeMs;
    await endExpiredLinks(manager, this.now());
    await storeLink(manager, hashSecret(token), accountId, new Date(expiresAt));
    // Behind `#`: browsers send it to nobody.
    return { url: `${this.config.publicUrl}/welcome#${token}`, expiresAt };
  }

  /** @throws ApiError LINK_NOT_FOUND whether it is unknown, used, too old, or its account disabled */
  async preview(token: string, address: string): Promise<AccountLinkView> {
    await this.limits.consume(FROM_ADDRESS, address);
    const link = await liveLink(this.database.manager, hashSecret(token), this.now());
    if (!link) throw new ApiError('LINK_NOT_FOUND');
    const { name, email } = link.account;
    const { organisation } = this.policy.current();
    return { name, email, organisation, expiresAt: link.expiresAt.getTime() };
  }

  /** Chooses the password; everything that was open with the old one ends. @throws ApiError LINK_NOT_FOUND, WEAK_PASSWORD */
  async use(token: string, password: string, address: string): Promise<void> {
    const { email, name } = await this.preview(token, address);
    if (await isCommonPassword(password, [email, name])) throw new ApiError('WEAK_PASSWORD');
    const passwordHash = await hashPassword(password);
    const at = this.now();
    await this.transactions.run(async (transaction) => {
      const { manager } = transaction;
      const account = await takeLink(manager, hashSecret(token), at);
      if (!account) throw new ApiError('LINK_NOT_FOUND');
      await manager.update(AccountEntity, { id: account.id }, { passwordHash });
      await endEverySignIn(manager, account.id, at);
      await recordChange(manager, { at, actor: account, subject: account, action: 'account.linkUsed' });
      await this.mails.passwordChanged(transaction, account, at);
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
