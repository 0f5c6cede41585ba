import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Database } from '../platform/database/database';
import { toApiError } from '../platform/errors/to-api-error';
import { Metrics } from '../platform/metrics/metrics';
import { within } from '../platform/within';
import { Connections } from './socket/connections';

/** A slow database must not hold a collector: its number is left out then. */
const PATIENCE_MS = 1000;

/** The numbers by which an operator sees how sessions fare. Labels are codes of the contract, never ids. */
@Injectable()
export class StreamMetrics {
  private readonly commands: Counter<'outcome'>;
  private readonly duration: Histogram;

  constructor({ registry }: Metrics, database: Database, connections: Connections) {
    const registers = [registry];
    this.commands = new Counter({
      name: 'relevo_commands_total',
      help: 'Commands by outcome: ok, or the code with which they were refused.',
      labelNames: ['outcome'],
      registers,
    });
    this.duration = new Histogram({
      name: 'relevo_append_seconds',
      help: 'Time from a command that was taken to the commit of its events.',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2, 10],
      registers,
    });
    new Gauge({
      name: 'relevo_sockets',
      help: 'Open sockets of consoles, pages and agents at this node.',
      registers,
      collect() {
        this.set([...connections].length);
      },
    });
    new Gauge({
      name: 'relevo_database_connections',
      help: 'Connections to PostgreSQL by state; waiting = requests for which there was none.',
      labelNames: ['state'],
      registers,
      collect() {
        const { totalCount, idleCount, waitingCount } = database.pool;
        this.set({ state: 'busy' }, totalCount - idleCount);
        this.set({ state: 'idle' }, idleCount);
        this.set({ state: 'waiting' }, waitingCount);
      },
    });
    new Gauge({
      name: 'relevo_sessions_open',
      help: 'Sessions that are open now, over all nodes. Left out while PostgreSQL does not answer.',
      registers,
      async collect() {
        const count = await openSessions(database);
        if (count === null) this.reset();
        else this.set(count);
      },
    });
  }

  /** Counts a command and how long it took until its events were committed. */
  async command<Result>(work: () => Promise<Result>): Promise<Result> {
    const started = performance.now();
    try {
      const result = await work();
      this.duration.observe((performance.now() - started) / 1000);
      this.commands.inc({ outcome: 'ok' });
      return result;
    } catch (fault) {
      this.commands.inc({ outcome: toApiError(fault).code });
      throw fault;
    }
  }
}

const openSessions = ({ pool }: Database): Promise<number | null> => {
  const text = "SELECT count(*)::int AS open FROM sessions WHERE phase = 'open'";
  const asked = pool.query<{ open: number }>(text).then(({ rows }) => rows[0]?.open ?? null);
  return within(PATIENCE_MS, asked, null);
};
