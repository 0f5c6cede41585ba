import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { campaign } from '../support/campaign';
import { Cluster } from '../support/cluster';
import { CROWDED, PLAN, victims } from '../support/fault-plan';

jest.setTimeout(1_140_000);

const { twoNodesKills: kills, flushes, redisAwaySeconds, databaseRestarts, partitions } = PLAN;

let browser: Browser;
let cluster: Cluster;

beforeAll(async () => {
  [cluster, browser] = await Promise.all([Cluster.start(2), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await cluster?.close();
});

/** How many of so many things, spread evenly over the campaign, are due by a kill. */
const due = (count: number, kill: number): number => Math.floor((count * kill) / kills);

/** What breaks beside the nodes. */
class Trouble {
  flushes = 0;
  databaseRestarts = 0;
  partitions = 0;
  private redisAway: Promise<void> | undefined;
  private cutting: Promise<void> = Promise.resolve();

  async before(kill: number, random: () => number): Promise<void> {
    // Half the time both nodes have clients; otherwise one may still be coming back, and the other has all.
    if (random() < 0.5) await this.spread();
    if (kill > kills / 5) this.redisAway ??= this.takeRedisAway();
    while (this.databaseRestarts < due(databaseRestarts, kill)) {
      this.databaseRestarts += 1;
      cluster.restartPostgres(this.databaseRestarts % 2 === 1 ? 'SIGINT' : 'SIGQUIT');
    }
    while (this.partitions < due(partitions, kill)) this.cutOff(random);
    if (kill === kills) await Promise.all([this.redisAway, this.cutting]);
    // Redis must be there to be emptied: once before it goes, and often after it came back.
    if (kill === 1 || kill > kills - flushes + 1) {
      this.flushes += 1;
      await this.redisAway;
      await cluster.redis?.client.flushall();
    }
  }

  /** Every line breaks, and the balancer gives the new ones to both nodes in turn. */
  private async spread(): Promise<void> {
    await cluster.allReady();
    cluster.balancer.break('127.0.0.1');
  }

  private async takeRedisAway(): Promise<void> {
    await cluster.redis?.kill();
    await sleep(redisAwaySeconds * 1000);
    await cluster.redis?.run();
  }

  /** The line of one client falls silent, and is mended or breaks; now and then only after it stopped waiting for an answer. */
  private cutOff(random: () => number): void {
    const [silent, breaks] = [this.partitions % 5 === 1 ? 12_000 : 300 + random() * 1500, random() < 0.5];
    this.partitions += 1;
    this.cutting = this.cutting.then(async () => {
      cluster.balancer.stall('::1');
      await sleep(silent);
      if (breaks) cluster.balancer.break('::1');
      cluster.balancer.mend('::1');
    });
  }
}

test('SEC-R1 SEC-R2 two nodes: either dies, Redis is emptied and away, PostgreSQL restarts, one client is cut off: every page shows what the log holds', async () => {
  const trouble = new Trouble();
  const { messages, deaths, wrong } = await campaign({
    name: 'faults on two nodes',
    ground: cluster,
    browser,
    ...CROWDED,
    kills,
    strike: (kill, random) => victims(cluster, kill, random),
    beside: (kill, random) => trouble.before(kill, random),
  });
  process.stdout.write(
    `${trouble.flushes} FLUSHALL, ${redisAwaySeconds} s without Redis, ${trouble.databaseRestarts} restarts of PostgreSQL, ${trouble.partitions} partitions\n`,
  );
  expect(wrong).toEqual([]);
  // More when a moment with enough on the wire had to be waited for.
  expect(messages).toBeGreaterThanOrEqual(kills * CROWDED.messagesAKill);
  expect(trouble).toMatchObject({ flushes, databaseRestarts, partitions });
  expect(cluster.ends).toEqual(Array.from({ length: deaths }, () => expect.stringContaining('SIGKILL')));
  expect(cluster.faults).toEqual([]);
  await cluster.allReady();
});
