import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { campaign } from '../support/campaign';
import { PLAN } from '../support/fault-plan';
import { Site } from '../support/site';

jest.setTimeout(900_000);

const { startedKills: KILLS } = PLAN;
const MESSAGES_A_KILL = 50;

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test('SEC-R1 kill -9 of the server again and again while both sides write: nothing is lost, doubled or reordered on any page', async () => {
  const { messages, wrong } = await campaign({
    name: 'killed server',
    ground: site,
    browser,
    customers: 1,
    kills: KILLS,
    messagesAKill: MESSAGES_A_KILL,
    inFlight: 2,
    strike: async () => [site.server],
  });
  expect(wrong).toEqual([]);
  // More when a moment with enough on the wire had to be waited for.
  expect(messages).toBeGreaterThanOrEqual(KILLS * MESSAGES_A_KILL);
});
