import { Inject, Injectable } from '@nestjs/common';
import type { SecondStepSecret, SecondStepView } from '@relevo/contracts';
import { mayTurnStepOff } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { actorOf, recordChange } from '../../audit/audit.queries';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Transactions } from '../../platform/database/transactions';
import { ApiError, refused } from '../../platform/errors/api-error';
import type { AccountPrincipal } from '../../platform/principal';
import { SitePolicyService } from '../../site/site-policy.service';
import { lockSettings, readPolicy } from '../../site/site-settings.queries';
import { holdAccount } from '../accounts.queries';
import { PasswordAgain } from '../password-again';
import { endOthers } from '../sign-in-endings';
import { CodesService } from './codes.service';
import {
  confirmedStep,
  confirmStep,
  pendingStep,
  recoveryCodesLeft,
  removeStep,
  storePending,
} from './second-step.queries';
import { newTotpSecret, totpUri } from './totp';

/** A person's own second step: turning it on and off, and new recovery codes. Every change ends their other sign-ins. */
@Injectable()
export class SecondStepService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly codes: CodesService,
    private readonly again: PasswordAgain,
    private readonly policy: SitePolicyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async state({ accountId }: AccountPrincipal): Promise<SecondStepView> {
    const step = await confirmedStep(this.database.manager, accountId);
    return {
      since: step?.confirmedAt?.getTime() ?? null,
      recoveryCodesLeft: step ? await recoveryCodesLeft(this.database.manager, accountId) : 0,
      required: this.policy.current().requireTotp,
    };
  }

  /** @throws ApiError WRONG_PASSWORD, TOO_MANY_REQUESTS, SECOND_STEP_ON */
  async begin(who: AccountPrincipal, password: string): Promise<SecondStepSecret> {
    await this.again.check(who.accountId, password);
    const secret = newTotpSecret();
    const sealed = this.codes.sealed(secret, who.accountId);
    if (!(await storePending(this.database.manager, who.accountId, sealed)))
      throw new ApiError('SECOND_STEP_ON');
    return { secret, uri: totpUri(this.policy.current().organisation, who.email, secret) };
  }

  /** Turns it on. @returns the recovery codes, to be shown once. @throws ApiError WRONG_CODE, SECOND_STEP_OFF (not begun) */
  async confirm(who: AccountPrincipal, code: string): Promise<string[]> {
    await this.again.attemptCode(who.accountId);
    const codes = await this.transactions.run(async ({ manager }) => {
      await holdAccount(manager, who.accountId);
      const step = await pendingStep(manager, who.accountId);
      if (!step) throw new ApiError('SECOND_STEP_OFF');
      if (!(await this.codes.takeFrom(manager, step, code))) throw new ApiError('WRONG_CODE');
      await confirmStep(manager, who.accountId, this.now());
      await this.changed(manager, who, 'account.secondStepOn');
      return this.codes.renew(manager, who.accountId);
    });
    await this.again.codeWasRight(who.accountId);
    return codes;
  }

  /** @returns ten codes in place of the old ones. @throws ApiError WRONG_PASSWORD, WRONG_CODE, TOO_MANY_REQUESTS */
  async renewCodes(who: AccountPrincipal, password: string, code: string): Promise<string[]> {
    return this.proven(who, password, code, async (manager) => {
      await this.record(manager, who, 'account.recoveryCodes');
      return this.codes.renew(manager, who.accountId);
    });
  }

  /** @throws ApiError SECOND_STEP_REQUIRED, WRONG_PASSWORD, WRONG_CODE, TOO_MANY_REQUESTS */
  async turnOff(who: AccountPrincipal, password: string, code: string): Promise<void> {
    await this.proven(who, password, code, async (manager) => {
      // With the lock: a requirement that comes at this very moment finds the step gone, or is found here.
      await lockSettings(manager);
      const no = mayTurnStepOff(await readPolicy(manager));
      if (no) throw refused(no);
      await removeStep(manager, who.accountId);
      await this.changed(manager, who, 'account.secondStepOff');
    });
  }

  private async proven<Result>(
    who: AccountPrincipal,
    password: string,
    code: string,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    await this.again.check(who.accountId, password);
    await this.again.attemptCode(who.accountId);
    const result = await this.transactions.run(async ({ manager }) => {
      if (!(await this.codes.take(manager, actorOf(who), code))) throw new ApiError('WRONG_CODE');
      return work(manager);
    });
    await this.again.codeWasRight(who.accountId);
    return result;
  }

  private async changed(
    manager: EntityManager,
    who: AccountPrincipal,
    action: 'account.secondStepOn' | 'account.secondStepOff',
  ): Promise<void> {
    await endOthers(manager, who.accountId, who.signInId, this.now());
    await this.record(manager, who, action);
  }

  private async record(
    manager: EntityManager,
    who: AccountPrincipal,
    action: 'account.secondStepOn' | 'account.secondStepOff' | 'account.recoveryCodes',
  ): Promise<void> {
    const self = actorOf(who);
    await recordChange(manager, { at: this.now(), actor: self, subject: self, action });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
