import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Database } from '../database/database';
import { Metrics } from '../metrics/metrics';
import { within } from '../within';

/** A slow database must not hold a collector: its numbers are left out then. */
const PATIENCE_MS = 1000;

const WAITING = `SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM now() - min(next_at)), 0)::float AS late
  FROM jobs WHERE state = 'waiting'`;

export type Outcome = 'done' | 'again' | 'failed';

/** The numbers by which an operator sees how jobs fare. */
@Injectable()
export class JobMetrics {
  private readonly outcomes: Counter<'kind' | 'outcome'>;
  private readonly duration: Histogram<'kind'>;

  constructor({ registry }: Metrics, database: Database) {
    const registers = [registry];
    this.outcomes = new Counter({
      name: 'relevo_jobs_total',
      help: 'Attempts at jobs of this node: done, to be tried again, or failed for good.',
      labelNames: ['kind', 'outcome'],
      registers,
    });
    this.duration = new Histogram({
      name: 'relevo_job_seconds',
      help: 'Time of one attempt.',
      labelNames: ['kind'],
      buckets: [0.01, 0.1, 0.5, 2, 10, 30],
      registers,
    });
    const late = new Gauge({
      name: 'relevo_jobs_late_seconds',
      help: 'By how much the oldest waiting job is late. Left out while PostgreSQL does not answer.',
      registers,
    });
    new Gauge({
      name: 'relevo_jobs_waiting',
      help: 'Jobs that wait, over all nodes. Left out while PostgreSQL does not answer.',
      registers,
      async collect() {
        const row = await waitingIn(database);
        if (row === null) {
          this.reset();
          late.reset();
          return;
        }
        this.set(row.waiting);
        late.set(Math.max(0, row.late));
      },
    });
  }

  /** Times an attempt. @returns to be told of its outcome */
  begin(kind: string): (outcome: Outcome) => void {
    const stop = this.duration.startTimer({ kind });
    return (outcome) => {
      stop();
      this.outcomes.inc({ kind, outcome });
    };
  }
}

const waitingIn = ({ pool }: Database): Promise<{ waiting: number; late: number } | null> =>
  within(
    PATIENCE_MS,
    pool.query<{ waiting: number; late: number }>(WAITING).then(({ rows }) => rows[0] ?? null),
    null,
  );
