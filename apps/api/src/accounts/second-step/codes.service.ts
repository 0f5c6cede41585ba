import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../audit/audit.queries';
import { CLOCK, type Clock } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import { type Seal, seal, unseal } from '../../platform/sealed';
import { hashRecoveryCode, newRecoveryCodes, readable } from './recovery-codes';
import type { SecondStepEntity } from './second-step.entity';
import { confirmedStep, storeRecoveryCodes, takeRecoveryCode, takeStep } from './second-step.queries';
import { totpStep } from './totp';

/** Six digits come from the authenticator, anything else is a recovery code. */
const FROM_AUTHENTICATOR = /^[0-9]{6}$/;

/** Takes codes: each once, over all nodes (SEC-A6). */
@Injectable()
export class CodesService {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  sealed(secret: string, accountId: string): Buffer {
    return seal(secret, this.place(accountId));
  }

  /** Whether this is a code of the account's confirmed authenticator, or a recovery code; it is worth nothing afterwards. */
  async take(manager: EntityManager, account: { id: string; name: string }, code: string): Promise<boolean> {
    const step = await confirmedStep(manager, account.id);
    if (!step) return false;
    if (FROM_AUTHENTICATOR.test(code)) return this.takeFrom(manager, step, code);
    const at = new Date(this.clock.now());
    const hash = hashRecoveryCode(code, account.id, this.config.siteSecret);
    if (!(await takeRecoveryCode(manager, account.id, hash, at))) return false;
    await recordChange(manager, { at, actor: account, subject: account, action: 'account.recoveryCodeUsed' });
    return true;
  }

  /** The same, of an authenticator alone, confirmed or not. */
  async takeFrom(manager: EntityManager, step: SecondStepEntity, code: string): Promise<boolean> {
    const secret = unseal(step.secret, this.place(step.accountId));
    const at = FROM_AUTHENTICATOR.test(code) && totpStep(secret, code, this.clock.now(), step.lastStep);
    return typeof at === 'number' && takeStep(manager, step.accountId, at);
  }

  /** Makes ten recovery codes in place of all before. @returns them, to be shown once. */
  async renew(manager: EntityManager, accountId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    const hashes = codes.map((code) => hashRecoveryCode(code, accountId, this.config.siteSecret));
    await storeRecoveryCodes(manager, accountId, hashes);
    return codes.map(readable);
  }

  private place(row: string): Seal {
    return { purpose: 'second step', row, siteSecret: this.config.siteSecret };
  }
}
