import { Logger } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import Redis, { type RedisOptions } from 'ioredis';
import type { Server } from 'socket.io';

/** A client that knows its copies: the adapter makes some to read with, and leaves them open. */
class RedisWithCopies extends Redis {
  readonly copies: Redis[] = [];

  override duplicate(options?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(options);
    this.copies.push(copy);
    return copy;
  }
}

/** The line of a Socket.IO server to the other nodes, by way of Redis. Redis may vanish at any time: then they are quiet. */
export class RedisLine {
  private readonly logger = new Logger('Redis');
  private readonly redis: RedisWithCopies;

  constructor(url: string) {
    // Commands wait for Redis to come back: a failing one would make the adapter ask again in a tight loop.
    const retryStrategy = (times: number): number => Math.min(2000, times * 100);
    this.redis = new RedisWithCopies(url, { maxRetriesPerRequest: null, retryStrategy });
    this.redis.on('error', (fault: Error) => this.logger.warn(`Between nodes: ${fault.message}`));
  }

  get ready(): boolean {
    return this.redis.status === 'ready';
  }

  adapt(server: Server): void {
    server.adapter(createAdapter(this.redis, { streamName: 'relevo-nodes', maxLen: 10_000 }));
  }

  /** To be called once the server's adapters are closed. */
  async close(): Promise<void> {
    for (const copy of this.redis.copies) copy.disconnect();
    // What was sent is let through; without a line there is nothing to wait for.
    if (this.ready) await this.redis.quit().catch(() => undefined);
    else this.redis.disconnect();
  }
}
