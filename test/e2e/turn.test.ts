import { until } from '@relevo/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { AgentDesk } from '../support/agent-desk';
import { Person, startChromium } from '../support/browser';
import { Coturn, TURN_SECRET } from '../support/coturn';
import { CsrPage } from '../support/csr';
import { meet, takeControl } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(240_000);

interface Watched extends Window {
  connections: RTCPeerConnection[];
}

/** The pages' peer connections use a relay or nothing, and can be looked at. */
const relayOnly = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    const Original = RTCPeerConnection;
    Object.assign(window, { connections });
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceTransportPolicy: 'relay' });
        connections.push(this);
      }
    };
  });

/** Kinds of both ends' addresses on the path in use; null = there is none. */
const pathOf = (page: Page): Promise<string | null> =>
  page.evaluate(async () => {
    for (const connection of (window as unknown as Watched).connections) {
      const all = new Map<string, Record<string, string>>();
      for (const [id, one] of (await connection.getStats()) as unknown as Map<string, Record<string, string>>)
        all.set(id, one);
      const pair = [...all.values()].find(
        (one) => one['type'] === 'candidate-pair' && one['state'] === 'succeeded',
      );
      const kind = (id: string | undefined) => all.get(id ?? '')?.['candidateType'];
      if (pair && connection.connectionState === 'connected')
        return `${kind(pair['localCandidateId'])}/${kind(pair['remoteCandidateId'])}`;
    }
    return null;
  });

let coturn: Coturn;
let site: Site;
let browser: Browser;
let desk: AgentDesk;

beforeAll(async () => {
  coturn = await Coturn.start({ loopbackPeers: true });
  [site, browser, desk] = await Promise.all([
    Site.start({ env: { ICE_URLS: coturn.url, TURN_SECRET } }),
    startChromium(),
    AgentDesk.open(),
  ]);
});
afterAll(async () => {
  await desk?.close();
  await browser?.close();
  await site?.close();
  await coturn?.stop();
});

/** A stranger looks whether support would work from where they are. */
const check = async (): Promise<Page> => {
  const { page } = await Person.open(browser);
  await page.goto(`${site.origin}/check`);
  await page
    .getByRole('status')
    .filter({ hasText: /^Support / })
    .waitFor();
  return page;
};
const said = (page: Page): Promise<string[]> => page.getByRole('listitem').allInnerTexts();

test('a stranger sees that browser, server, line and relay are there, and gets no sign-in to the relay', async () => {
  const page = await check();
  expect((await said(page)).map((text) => text.replace(/\d+ ms/, 'N ms').split('\n'))).toEqual([
    ['This browser', 'It has everything.'],
    ['The server', 'N ms there and back'],
    ['The live line', 'It stays open.'],
    ['The way over a relay', 'It is open.'],
  ]);
  expect(await page.getByRole('status').innerText()).toBe('Support works from here.');
  const { status, json } = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/ice-servers/urls');
    return { status: answer.status, json: await answer.json() };
  });
  expect([status, json]).toEqual([200, { urls: [coturn.url] }]);
});

test('SEC-N2 a console that may use nothing but the relay meets the agent there, and control works over it', async () => {
  const ana = await CsrPage.open(browser, site);
  await relayOnly(ana.person.context);
  await ana.setUp();
  const maria = await meet(ana, browser);
  await desk.attach(await maria.agentCommand());
  await maria.page.getByText(/^The Relevo agent runs on /).waitFor();
  await takeControl(ana, desk);
  expect(await pathOf(ana.page)).toMatch(/^relay\//);

  // The relay is all they have: without it, the path is gone.
  await coturn.stop();
  await until('the path is gone', 60_000, async () => ((await pathOf(ana.page)) === null ? true : null));
});

test('a relay that is away is said, with what to do', async () => {
  const page = await check();
  expect((await said(page)).at(-1)).toMatch(/^The way over a relay\nThe relay cannot be reached\./);
  expect(await page.getByRole('status').innerText()).toMatch(/^Support does not work from here/);
});
