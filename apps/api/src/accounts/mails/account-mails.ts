import { Injectable } from '@nestjs/common';
import { id } from '@relevo/contracts';
import { z } from 'zod';
import { type Transaction, Transactions } from '../../platform/database/transactions';
import type { JobKind } from '../../platform/jobs/job-kind';
import { Jobs } from '../../platform/jobs/jobs.service';
import { PostSettings } from '../../post/post-settings.service';

const RETRY_AFTER_MS = [2000, 10_000, 60_000, 300_000];

/** Somebody says that they forgot the password of this address. Whether it is anybody's is looked up by the job alone. */
export const FORGOTTEN: JobKind<{ email: string }> = {
  name: 'account.forgotten',
  payload: z.strictObject({ email: z.string() }),
  retryAfterMs: RETRY_AFTER_MS,
  worthMs: 900_000,
};

export const PASSWORD_CHANGED: JobKind<{ accountId: string; at: number }> = {
  name: 'account.passwordChanged',
  payload: z.strictObject({ accountId: id, at: z.int() }),
  retryAfterMs: [...RETRY_AFTER_MS, 3_600_000],
  worthMs: 24 * 3_600_000,
};

/** Mails about accounts, as jobs. */
@Injectable()
export class AccountMails {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly settings: PostSettings,
  ) {}

  /** The same work for every address, so that neither answer nor time says whether there is an account (SEC-A5). */
  async forgotten(email: string): Promise<void> {
    await this.transactions.run((transaction) => this.jobs.add(transaction, FORGOTTEN, { email }));
  }

  /** Tells the person, if this site sends mails. */
  async passwordChanged(transaction: Transaction, account: { id: string }, at: Date): Promise<void> {
    if ((await this.settings.channels()).email)
      await this.jobs.add(transaction, PASSWORD_CHANGED, { accountId: account.id, at: at.getTime() });
  }
}
