import { Inject, Injectable } from '@nestjs/common';
import { actorOf, recordChange } from '../audit/audit.queries';
import { CLOCK, type Clock } from '../platform/clock';
import { Transactions } from '../platform/database/transactions';
import { ApiError } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { AccountEntity } from './account.entity';
import { AccountMails } from './mails/account-mails';
import { PasswordAgain } from './password-again';
import { isCommonPassword } from './password-rules';
import { hashPassword } from './passwords';
import { endOthers } from './sign-in-endings';

/** A person's own password. A new one ends their other sign-ins, with their sockets, on all nodes. */
@Injectable()
export class ChangePasswordService {
  constructor(
    private readonly transactions: Transactions,
    private readonly again: PasswordAgain,
    private readonly mails: AccountMails,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ApiError WRONG_PASSWORD, WEAK_PASSWORD, TOO_MANY_REQUESTS */
  async change(who: AccountPrincipal, current: string, next: string): Promise<void> {
    await this.again.check(who.accountId, current);
    if (current === next || (await isCommonPassword(next, [who.email, who.name])))
      throw new ApiError('WEAK_PASSWORD');
    const passwordHash = await hashPassword(next);
    const self = actorOf(who);
    const at = new Date(this.clock.now());
    await this.transactions.run(async (transaction) => {
      const { manager } = transaction;
      await manager.update(AccountEntity, { id: who.accountId }, { passwordHash });
      await endOthers(manager, who.accountId, who.signInId, at);
      await recordChange(manager, { at, actor: self, subject: self, action: 'account.password' });
      await this.mails.passwordChanged(transaction, { id: who.accountId }, at);
    });
  }
}
