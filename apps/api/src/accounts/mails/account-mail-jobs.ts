import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Message } from '@relevo/i18n';
import { recordChange } from '../../audit/audit.queries';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Transactions } from '../../platform/database/transactions';
import type { Attempt } from '../../platform/jobs/job-kind';
import { JobRunner } from '../../platform/jobs/job-runner';
import { Post } from '../../post/post.service';
import { SiteLook } from '../../site/look/site-look.service';
import { SitePolicyService } from '../../site/site-policy.service';
import { AccountEntity } from '../account.entity';
import { enabledAccount } from '../accounts.queries';
import { AccountLinksService, FORGOTTEN_MINUTES } from '../links/account-links.service';
import { FORGOTTEN, PASSWORD_CHANGED } from './account-mails';

/** Sends the mails about accounts. A link is made at the moment of sending: nothing but its hash is ever written down. */
@Injectable()
export class AccountMailJobs implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly runner: JobRunner,
    private readonly links: AccountLinksService,
    private readonly post: Post,
    private readonly policy: SitePolicyService,
    private readonly look: SiteLook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.handle(FORGOTTEN, { run: ({ email }, attempt) => this.forgotten(email, attempt) });
    this.runner.handle(PASSWORD_CHANGED, { run: (what, attempt) => this.changed(what, attempt) });
  }

  private async forgotten(email: string, attempt: Attempt): Promise<void> {
    const account = await enabledAccount(this.database.manager, email);
    if (!account) return;
    const link = await this.transactions.run(({ manager }) => this.links.makeForgotten(manager, account.id));
    await this.send(account, { kind: 'reset', email, link, minutes: FORGOTTEN_MINUTES }, attempt);
    await recordChange(this.database.manager, {
      at: new Date(this.clock.now()),
      actor: null,
      subject: account,
      action: 'account.forgotten',
    });
  }

  private async changed(
    { accountId, at }: { accountId: string; at: number },
    attempt: Attempt,
  ): Promise<void> {
    const account = await this.database.manager.findOneBy(AccountEntity, { id: accountId });
    if (account) await this.send(account, { kind: 'changed', email: account.email, at }, attempt);
  }

  private async send(
    { email, language, timeZone }: AccountEntity,
    message: Message,
    attempt: Attempt,
  ): Promise<void> {
    const sender = { ...this.look.sender(this.policy.current().organisation, language), timeZone };
    await this.post.inJob((id) => this.post.mail(email, message, sender, id), attempt);
  }
}
