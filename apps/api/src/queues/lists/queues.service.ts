import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { AuditAction, addQueueBody, changeQueueBody, QueueView } from '@relevo/contracts';
import { isRefusal, labelsOf } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { checkAccounts } from '../../accounts/check-accounts.queries';
import { type Actor, recordChange } from '../../audit/audit.queries';
import { changesOf, named } from '../../audit/changes';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Notifications } from '../../platform/database/notifications';
import { Transactions } from '../../platform/database/transactions';
import { isUniqueViolation } from '../../platform/database/unique-violation';
import { ApiError, refused } from '../../platform/errors/api-error';
import { StartListsService } from '../../site/lists/start-lists.service';
import { Mirror } from '../../site/mirror';
import { QueueEntity } from './queue.entity';
import { queueFacts, queueView, readQueues } from './queues.queries';

const CHANNEL = 'relevo_queues';
/** More would be no list to look through. */
const MOST_QUEUES = 100;

type Settings = z.output<typeof addQueueBody>;

/** @throws ApiError BAD_REQUEST when somebody who is to serve it is no account: customers would wait for nobody */
const checkPeople = (manager: EntityManager, { servedBy }: Settings): Promise<void> =>
  checkAccounts(manager, servedBy ?? [], 'somebody who is to serve the queue is no account of the site');

/** The queues of the site (W5), the same on every node a moment after a change. */
@Injectable()
export class QueuesService implements OnApplicationBootstrap {
  private readonly queues: Mirror<readonly QueueView[]>;

  constructor(
    database: Database,
    private readonly transactions: Transactions,
    notifications: Notifications,
    private readonly lists: StartListsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.queues = new Mirror<readonly QueueView[]>(notifications, CHANNEL, [], () =>
      readQueues(database.manager),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.queues.read();
  }

  current(): readonly QueueView[] {
    return this.queues.current;
  }

  byId(id: string): QueueView | undefined {
    return this.current().find((queue) => queue.id === id);
  }

  /** @throws ApiError NOT_FOUND, also for one that is archived: a page of nobody's is no secret */
  bySlug(slug: string): QueueView {
    const found = this.current().find((queue) => queue.slug === slug && !queue.archived);
    if (!found) throw new ApiError('NOT_FOUND', 'no such queue');
    return found;
  }

  /** @throws ApiError NAME_TAKEN, LIST_FULL, BAD_REQUEST when who is to serve it has no account; why its type and code could start no session */
  add(actor: Actor, body: Settings): Promise<void> {
    this.checkLabels(body);
    return this.change(async (manager) => {
      if ((await manager.count(QueueEntity)) >= MOST_QUEUES) throw refused('LIST_FULL');
      await checkPeople(manager, body);
      const row = manager.create(QueueEntity, { id: uuid(), ...body, archivedAt: null });
      await manager.insert(QueueEntity, row);
      await this.record(manager, actor, 'queue.added', row, {
        after: await queueFacts(manager, queueView(row)),
      });
    });
  }

  /** @throws ApiError NOT_FOUND, NAME_TAKEN, BAD_REQUEST as above; why its type and code could start no session */
  edit(actor: Actor, id: string, { archived, ...body }: z.output<typeof changeQueueBody>): Promise<void> {
    if (!archived) this.checkLabels(body);
    return this.change(async (manager) => {
      const row = await manager.findOneBy(QueueEntity, { id });
      if (!row) throw new ApiError('NOT_FOUND');
      await checkPeople(manager, body);
      const before = queueView(row);
      Object.assign(row, body, { archivedAt: archived ? (row.archivedAt ?? this.now()) : null });
      await manager.save(QueueEntity, row);
      const after = queueView(row);
      const facts = changesOf(await queueFacts(manager, before), await queueFacts(manager, after));
      await this.record(manager, actor, named('queue', before, after), row, facts);
    });
  }

  /** What no session could start with is found now, not when a customer waits. */
  private checkLabels(settings: Settings): void {
    const labels = labelsOf(settings, this.lists.current());
    if (isRefusal(labels)) throw refused(labels.refused);
  }

  private async change(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    try {
      await this.queues.change(this.transactions, work);
    } catch (fault) {
      throw isUniqueViolation(fault, 'queues_slug') ? refused('NAME_TAKEN') : fault;
    }
  }

  private record(
    manager: EntityManager,
    actor: Actor,
    action: AuditAction,
    { id, name }: QueueEntity,
    facts: Pick<Parameters<typeof recordChange>[1], 'before' | 'after'>,
  ): Promise<void> {
    return recordChange(manager, { at: this.now(), actor, subject: { id, name }, action, ...facts });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
