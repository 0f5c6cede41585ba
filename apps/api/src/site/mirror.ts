import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Notifications } from '../platform/database/notifications';
import type { Transactions } from '../platform/database/transactions';

/**
 * Something small of the site that every node keeps in memory: read at the start, and again whenever its channel is told of a
 * change or may have been. While it cannot be read, what was known holds.
 */
export class Mirror<Value> {
  private readonly log = new Logger('Mirror');
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly notifications: Notifications,
    private readonly channel: string,
    private value: Value,
    private readonly load: () => Promise<Value>,
  ) {
    const refresh = (): void =>
      void this.read().catch((error: unknown) =>
        this.log.warn({ err: error }, `Cannot read ${channel}; what was known holds`),
      );
    notifications.listen(channel, refresh);
    notifications.onGap(refresh);
  }

  get current(): Value {
    return this.value;
  }

  /** Changes it in a transaction of which every node is told; it holds on this node when this has returned. */
  async change<Done>(
    transactions: Transactions,
    work: (manager: EntityManager) => Promise<Done>,
  ): Promise<Done> {
    const done = await transactions.run(async ({ manager }) => {
      const worked = await work(manager);
      await this.notifications.send(manager, this.channel, '');
      return worked;
    });
    await this.read();
    return done;
  }

  /** Reads it anew; one reading after the other, so that an older answer never comes last. */
  read(): Promise<void> {
    const next = this.reading
      .catch(() => undefined)
      .then(async () => {
        this.value = await this.load();
      });
    this.reading = next;
    return next;
  }
}
