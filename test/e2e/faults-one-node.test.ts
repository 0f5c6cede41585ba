import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { campaign } from '../support/campaign';
import { Cluster } from '../support/cluster';
import { CROWDED, PLAN, victims } from '../support/fault-plan';

jest.setTimeout(1_140_000);

const { oneNodeKills: kills } = PLAN;

let browser: Browser;
let cluster: Cluster;

beforeAll(async () => {
  [cluster, browser] = await Promise.all([Cluster.start(1), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await cluster?.close();
});

test('SEC-R1 a server dies again and again, also between commit and publication and between commit and answer: every page shows what the log holds', async () => {
  const { messages, deaths, wrong } = await campaign({
    name: 'faults on one node',
    ground: cluster,
    browser,
    ...CROWDED,
    kills,
    strike: (kill, random) => victims(cluster, kill, random),
  });
  expect(wrong).toEqual([]);
  // More when a moment with enough on the wire had to be waited for.
  expect(messages).toBeGreaterThanOrEqual(kills * CROWDED.messagesAKill);
  expect(cluster.ends).toEqual(Array.from({ length: deaths }, () => expect.stringContaining('SIGKILL')));
  expect(cluster.faults).toEqual([]);
});
