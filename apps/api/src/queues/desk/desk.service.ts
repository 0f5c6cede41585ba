import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { QueueDesk } from '@relevo/contracts';
import { Beat } from '../../platform/beat';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Notifications } from '../../platform/database/notifications';
import { ApiError } from '../../platform/errors/api-error';
import { StartListsService } from '../../site/lists/start-lists.service';
import { NoticesService } from '../../streams/log/notices.service';
import type { Connection } from '../../streams/socket/connection';
import { Connections } from '../../streams/socket/connections';
import { seats } from '../availability/availability.queries';
import { QueuesService } from '../lists/queues.service';
import { DESK_CHANNEL, openTickets } from '../tickets/tickets.queries';
import { deskOf, type QueuesNow } from './desk-view';

/** What was not told heals within this, ms. */
const EVERY_MS = 5000;
/** Changes of so many ms are told together. */
const GATHER_MS = 50;

/** Tells every console what concerns its CSR at the queues: when it comes, on each change, and every five seconds. */
@Injectable()
export class DeskService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DeskService.name);
  /** What each socket was told last: the same again is not told. */
  private readonly told = new WeakMap<Connection, string>();
  private gathering: NodeJS.Timeout | undefined;
  private readonly beat = new Beat(
    () => this.tell([...this.connections]),
    () => EVERY_MS,
  );

  constructor(
    private readonly database: Database,
    private readonly queues: QueuesService,
    private readonly lists: StartListsService,
    private readonly connections: Connections,
    notifications: Notifications,
    notices: NoticesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    notifications.listen(DESK_CHANNEL, () => this.soon());
    notices.onMembers(() => this.soon());
    connections.onCame((connection) => void this.tell([connection]));
  }

  onApplicationBootstrap(): void {
    this.beat.start();
  }

  onApplicationShutdown(): void {
    this.beat.stop();
    clearTimeout(this.gathering);
  }

  async now(): Promise<QueuesNow> {
    const now = this.clock.now();
    const db = this.database.pool;
    const [tickets, people] = await Promise.all([openTickets(db), seats(db, now)]);
    const queues = this.queues.current();
    const queueById = new Map(queues.map((queue) => [queue.id, queue]));
    const seatById = new Map(people.map((seat) => [seat.accountId, seat]));
    return { now, queues, tickets, seats: people, queueById, seatById, lists: this.lists.current() };
  }

  /** @throws ApiError NOT_FOUND */
  async of(accountId: string): Promise<QueueDesk> {
    const desk = deskOf(await this.now(), accountId);
    if (!desk) throw new ApiError('NOT_FOUND');
    return desk;
  }

  private soon(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      void this.tell([...this.connections]);
    }, GATHER_MS);
  }

  private async tell(to: readonly Connection[]): Promise<void> {
    const consoles = to.filter(({ principal }) => principal.kind === 'account');
    if (consoles.length === 0) return;
    try {
      const all = await this.now();
      for (const connection of consoles) this.show(connection, all);
    } catch (fault) {
      this.logger.warn(`Consoles were not told of the queues: ${String(fault)}`);
    }
  }

  private show(connection: Connection, all: QueuesNow): void {
    const { principal } = connection;
    const desk = principal.kind === 'account' ? deskOf(all, principal.accountId) : undefined;
    const text = JSON.stringify(desk);
    if (!desk || this.told.get(connection) === text) return;
    this.told.set(connection, text);
    connection.send('desk', desk);
  }
}
