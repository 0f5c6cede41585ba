import { Inject, Injectable } from '@nestjs/common';
import type { WaitingData, WaitingPart } from '@relevo/contracts';
import { openVerdict } from '@relevo/domain';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { ApiError, refused } from '../../platform/errors/api-error';
import type { Queryable } from '../../streams/log/log.queries';
import { inTransaction } from '../../streams/log/transaction';
import { QueuesService } from '../lists/queues.service';
import { closeTicket, findTicket, openTicketsNamed, type TicketRow, tellDesks } from './tickets.queries';

/** What the queues hold about those who are at them, for who answers for the site: only the rows of who still waits hold anything. */
@Injectable()
export class WaitingDataService {
  constructor(
    private readonly database: Database,
    private readonly queues: QueuesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Who waits or wishes to be called back, and whose name holds this text; the newest first. */
  async find(name: string, limit: number): Promise<WaitingPart[]> {
    return (await openTicketsNamed(this.database.pool, name, limit)).map((ticket) => ({
      kind: 'waits',
      ticketId: ticket.id,
      name: ticket.name,
      queue: this.queueOf(ticket).name,
      at: ticket.enteredAt,
      callBack: ticket.state === 'callBack',
    }));
  }

  /** @throws ApiError NOT_FOUND, CUSTOMER_TAKEN, CUSTOMER_GONE */
  async read(ticketId: string): Promise<WaitingData> {
    const ticket = await this.open(this.database.pool, ticketId, 'read');
    const { id, name } = this.queueOf(ticket);
    return {
      ticketId,
      queueId: id,
      queue: name,
      name: ticket.name,
      language: ticket.language,
      at: ticket.enteredAt,
      answers: [...ticket.answers],
      callBack: ticket.callBack,
    };
  }

  /**
   * Takes them off the queues as though they had gone: nothing that they said is left. All of them or nobody.
   * @returns the queue of each
   * @throws ApiError NOT_FOUND, CUSTOMER_TAKEN, CUSTOMER_GONE
   */
  takeOff(ticketIds: readonly string[]): Promise<{ id: string; name: string }[]> {
    // In one order, so that two who do the same do not wait for each other.
    const ids = [...new Set(ticketIds)].sort();
    if (ids.length === 0) return Promise.resolve([]);
    return inTransaction(this.database.pool, async (db) => {
      const left: { id: string; name: string }[] = [];
      for (const id of ids) {
        const ticket = await this.open(db, id, 'lock');
        await closeTicket(db, id, { state: 'givenUp' }, this.clock.now());
        left.push(this.queueOf(ticket));
      }
      await tellDesks(db);
      return left;
    });
  }

  private async open(db: Queryable, ticketId: string, lock: 'lock' | 'read'): Promise<TicketRow> {
    const ticket = await findTicket(db, ticketId, lock);
    if (!ticket) throw new ApiError('NOT_FOUND', 'no such ticket');
    const gone = openVerdict(ticket);
    if (gone) throw refused(gone);
    return ticket;
  }

  private queueOf({ queueId }: TicketRow): { id: string; name: string } {
    return { id: queueId, name: this.queues.byId(queueId)?.name ?? '' };
  }
}
