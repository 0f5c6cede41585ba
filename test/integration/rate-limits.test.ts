import { PATIENCE_MS, until } from '@relevo/testing';
import { readConfig } from '../../apps/api/src/platform/config';
import { type Limit, RateLimits } from '../../apps/api/src/platform/rate-limit/rate-limits';
import { OwnRedis } from '../support/redis';

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

/** Each node counts in Redis as soon as its line is up; before that, in itself. */
const usesRedis = (redis: OwnRedis, node: RateLimits, name: string) =>
  until(`${name} uses Redis`, PATIENCE_MS, async () => {
    await node.consume({ ...LIMIT, name: 'test:line', points: 1e6 }, name);
    return redis.client.get(`test:line:${name}`);
  });

it('SEC-J3 a limit is one over all nodes, and goes on in each when Redis is lost, and is one again when it is back', async () => {
  const redis = await OwnRedis.start();
  const nodes = [nodeWith(redis.url), nodeWith(redis.url)] as const;
  for (const [n, node] of nodes.entries()) await usesRedis(redis, node, `node ${n}`);
  expect(await refusals(nodes[0], '203.0.113.9', 2)).toBe(0);
  expect(await refusals(nodes[1], '203.0.113.9', 3)).toBe(2);

  await redis.kill();
  for (const node of nodes) expect(await refusals(node, '203.0.113.9', 5)).toBe(2);

  await redis.run();
  for (const [n, node] of nodes.entries()) await usesRedis(redis, node, `node ${n}`);
  expect(await refusals(nodes[0], '203.0.113.10', 2)).toBe(0);
  expect(await refusals(nodes[1], '203.0.113.10', 3)).toBe(2);
  await redis.client.flushall();
  expect(await refusals(nodes[1], '203.0.113.10', 4)).toBe(1);
  for (const node of nodes) node.onApplicationShutdown();
  await redis.close();
});

it('SEC-R2 a Redis that is frozen counts as away while it says nothing: limits hold in the node', async () => {
  const redis = await OwnRedis.start();
  const node = nodeWith(redis.url);
  await usesRedis(redis, node, 'the node');
  expect(node.redisAway).toBe(false);
  redis.freeze();
  expect(await refusals(node, '203.0.113.11', 5)).toBe(2);
  await until('it counts as away', PATIENCE_MS, async () => node.redisAway || null);
  expect(await refusals(node, '203.0.113.12', 5)).toBe(2);
  redis.thaw();
  await usesRedis(redis, node, 'the node again');
  expect(node.redisAway).toBe(false);
  node.onApplicationShutdown();
  await redis.close();
});
