import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { until } from '@relevo/testing';
import Redis from 'ioredis';
import { readConfig } from '../../apps/api/src/platform/config';
import { type Limit, RateLimits } from '../../apps/api/src/platform/rate-limit/rate-limits';

const LIMIT: Limit = { name: 'test:limit', points: 3, seconds: 60 };

const nodeWith = (redisUrl?: string) =>
  new RateLimits(
    readConfig({
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      SITE_SECRET: 'A'.repeat(43),
      REDIS_URL: redisUrl,
    }),
  );
const refusals = async (limits: RateLimits, key: string, times: number): Promise<number> => {
  let refused = 0;
  for (let n = 0; n < times; n += 1)
    await limits.consume(LIMIT, key).catch((error) => {
      expect(error).toMatchObject({
        code: 'TOO_MANY_REQUESTS',
        details: { retryAfterSeconds: expect.any(Number) },
      });
      refused += 1;
    });
  return refused;
};

it('SEC-J3 a limit holds for its key and for no other', async () => {
  const limits = nodeWith();
  expect(await refusals(limits, '203.0.113.1', 5)).toBe(2);
  expect(await refusals(limits, '203.0.113.2', 3)).toBe(0);
});

/** A Redis of this test alone, to be taken away. */
const ownRedis = async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: 'ignore',
  });
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { retryStrategy: () => 50 });
  client.on('error', () => undefined);
  await until('Redis answers', 10_000, () => client.ping().catch(() => null));
  return {
    url,
    client,
    end: async () => {
      client.disconnect();
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
};

it('SEC-J3 a limit is one over all nodes, and goes on in each when Redis is lost', async () => {
  const redis = await ownRedis();
  const nodes = [nodeWith(redis.url), nodeWith(redis.url)] as const;
  // Each node counts in Redis as soon as its line is up; before that, in itself.
  for (const [n, node] of nodes.entries())
    await until('the node uses Redis', 5000, async () => {
      await node.consume({ ...LIMIT, name: 'test:line', points: 1e6 }, `node ${n}`);
      return redis.client.get(`test:line:node ${n}`);
    });
  expect(await refusals(nodes[0], '203.0.113.9', 2)).toBe(0);
  expect(await refusals(nodes[1], '203.0.113.9', 3)).toBe(2);
  await redis.end();
  for (const node of nodes) expect(await refusals(node, '203.0.113.9', 5)).toBe(2);
  for (const node of nodes) node.onApplicationShutdown();
});
