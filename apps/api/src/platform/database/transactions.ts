import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { sqlStateOf } from '../errors/code-of';

/** One unit of work on the database. */
export interface Transaction {
  readonly manager: EntityManager;
  /** Runs when the commit has succeeded, in the order of the calls; never after a rollback. */
  afterCommit(effect: () => unknown): void;
}

const ATTEMPTS = 3;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

const mayTryAgain = (error: unknown): boolean =>
  [SERIALIZATION_FAILURE, DEADLOCK].includes(sqlStateOf(error) ?? '');

/** Transactions whose side effects wait for the commit. */
@Injectable()
export class Transactions {
  private readonly log = new Logger(Transactions.name);

  constructor(private readonly database: DataSource) {}

  /**
   * Does the work and commits, or rolls back when it throws. Deadlocks are tried again, so the work has no effect
   * outside the database except through `afterCommit`. An effect that fails is logged: the commit stands.
   */
  async run<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt === ATTEMPTS || !mayTryAgain(error)) throw error;
      }
    }
  }

  private async once<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const effects: (() => unknown)[] = [];
    const result = await this.database.transaction((manager) =>
      work({ manager, afterCommit: (effect) => void effects.push(effect) }),
    );
    for (const effect of effects) this.start(effect);
    return result;
  }

  private start(effect: () => unknown): void {
    const failed = (error: unknown): void =>
      this.log.error({ err: error }, 'An effect after a commit failed');
    try {
      Promise.resolve(effect()).catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}
