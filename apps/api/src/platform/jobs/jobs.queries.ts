import type { EntityManager } from 'typeorm';
import { LessThan } from 'typeorm';
import { JobEntity, type JobState } from './job.entity';

/** Runs a statement in the transaction of whoever asks for a job. */
export type Sql = (text: string, values: unknown[]) => Promise<unknown>;

export interface NewJob {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Buffer;
  readonly at: Date;
}

export const insertJob = async (sql: Sql, { id, kind, sealed, at }: NewJob): Promise<void> => {
  await sql(
    `INSERT INTO jobs (id, kind, payload, state, attempts, created_at, next_at)
      VALUES ($1, $2, $3, 'waiting', 0, $4, $4) ON CONFLICT (id) DO NOTHING`,
    [id, kind, sealed, at],
  );
};

export interface TakenJob {
  readonly payload: Buffer;
  readonly attempts: number;
  readonly createdAt: Date;
}

/** Begins an attempt, unless the job is over or somebody else is at it. */
export const takeJob = async (
  manager: EntityManager,
  id: string,
  now: Date,
  leasedUntil: Date,
): Promise<TakenJob | null> => {
  const [rows] = await manager.query<[TakenJob[], number]>(
    `UPDATE jobs SET attempts = attempts + 1, leased_until = $3
      WHERE id = $1 AND state = 'waiting' AND (leased_until IS NULL OR leased_until <= $2)
      RETURNING payload, attempts, created_at AS "createdAt"`,
    [id, now, leasedUntil],
  );
  return rows[0] ?? null;
};

/** Lets another attempt begin at `nextAt`. */
export const postponeJob = async (
  manager: EntityManager,
  id: string,
  nextAt: Date,
  reason: string,
): Promise<void> => {
  await manager.update(JobEntity, { id, state: 'waiting' }, { nextAt, reason, leasedUntil: null });
};

/** Ends a job; what it needed is forgotten. */
export const finishJob = async (
  manager: EntityManager,
  id: string,
  state: Exclude<JobState, 'waiting'>,
  finishedAt: Date,
  reason: string | null,
): Promise<void> => {
  await manager.update(JobEntity, { id }, { state, finishedAt, reason, payload: null, leasedUntil: null });
};

export interface OverdueJob {
  readonly id: string;
  readonly kind: string;
}

/** Jobs that should have begun before `since`, and that nobody is at. */
export const overdueJobs = (
  manager: EntityManager,
  since: Date,
  now: Date,
  limit: number,
): Promise<OverdueJob[]> =>
  manager
    .createQueryBuilder(JobEntity, 'job')
    .select(['job.id', 'job.kind'])
    .where("job.state = 'waiting' AND job.nextAt <= :since", { since })
    .andWhere('(job.leasedUntil IS NULL OR job.leasedUntil <= :now)', { now })
    .orderBy('job.nextAt')
    .limit(limit)
    .getMany();

export const forgetJobs = async (manager: EntityManager, before: Date): Promise<void> => {
  await manager.delete(JobEntity, { finishedAt: LessThan(before) });
};
