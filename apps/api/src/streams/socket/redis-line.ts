import { Logger } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import Redis from 'ioredis';
import type { Server } from 'socket.io';

/** The line of a Socket.IO server to the other nodes, by way of Redis. Redis may vanish at any time: then they are quiet. */
export class RedisLine {
  private readonly logger = new Logger('Redis');
  private readonly redis: Redis;

  constructor(url: string) {
    // Commands wait for Redis to come back: a failing one would make the adapter ask again in a tight loop.
    this.redis = new Redis(url, {
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(2000, times * 100),
    });
    this.redis.on('error', (fault: Error) => this.logger.warn(`Between nodes: ${fault.message}`));
  }

  get ready(): boolean {
    return this.redis.status === 'ready';
  }

  adapt(server: Server): void {
    server.adapter(createAdapter(this.redis, { streamName: 'relevo-nodes', maxLen: 10_000 }));
  }

  close(): void {
    this.redis.disconnect();
  }
}
