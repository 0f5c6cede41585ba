import type { z } from 'zod';

/** What a job is: its name and the rules of its life. */
export interface JobKind<Payload> {
  /** Stays the same for ever: rows carry it. */
  readonly name: string;
  /** What the work needs. It is kept sealed, and only until the job is over. */
  readonly payload: z.ZodType<Payload>;
  /** Waits before the second attempt, the third and so on, ms; after the last one the job has failed. */
  readonly retryAfterMs: readonly number[];
  /** Not begun any more so long after it was asked for, ms: nobody wants the mail of yesterday from a restored backup. */
  readonly worthMs: number;
}

/** One attempt. */
export interface Attempt {
  readonly jobId: string;
  /** Counts from 1. */
  readonly number: number;
  /** Aborts when the attempt has taken too long: from then on another one may begin. */
  readonly signal: AbortSignal;
}

/** Does the work. It may run more than once, also after it succeeded: a process can die before that was written down. */
export interface JobHandler<Payload> {
  run(payload: Payload, attempt: Attempt): Promise<void>;
  /** Called when no more attempts are made; also more than once. */
  gaveUp?(payload: Payload, reason: string, jobId: string): Promise<void>;
}

/** Work that did not succeed, for a reason that people may read as a code. */
export class JobFailure extends Error {
  override name = 'JobFailure';

  /** @param final = true: another attempt would end the same */
  constructor(
    readonly reason: string,
    readonly final = false,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
