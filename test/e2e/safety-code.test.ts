import type { Browser } from 'playwright-core';
import { AgentDesk } from '../support/agent-desk';
import { startWholeChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import type { CustomerPage } from '../support/customer';
import { attach, meet, takeControl } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(180_000);

const GREEN = [0, 160, 80] as const;

let site: Site;
let browser: Browser;
let ana: CsrPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startWholeChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens the dialog from the head of the console; gives the code in it. */
const readInConsole = async (): Promise<string> => {
  await ana.button('Safety code not checked').click();
  return (await ana.page.getByRole('dialog').getByLabel('Safety code').textContent()) ?? '';
};
const cardOf = (maria: CustomerPage) => maria.page.getByRole('region', { name: 'Safety code' });
/** Whose page it is and how far they are proven, above everything. */
const standing = (maria: CustomerPage, words: string) => maria.page.getByRole('banner').getByText(words);

test('SEC-C11 both sides read the same six digits; "They match" at both ends turns the head to checked, also after a reload', async () => {
  const maria = await meet(ana, browser);
  await standing(maria, 'Not checked').waitFor();
  const shown = await cardOf(maria).locator('.safety-code').textContent();
  expect(shown).toMatch(/^\d{3} \d{3}$/);
  expect(await readInConsole()).toBe(shown);

  // One alone checks nothing.
  await ana.button('They match').click();
  await ana.button('Waiting for María to compare').waitFor();
  await cardOf(maria).getByText('Ana says that they match. Do you see the same?').waitFor();
  await standing(maria, 'Not checked').waitFor();

  await maria.button('They match').click();
  await ana.button('Safety code matches').waitFor();
  await standing(maria, 'Safety code checked').waitFor();
  await ana.page.getByText('María said that the safety codes match').first().waitFor();

  await Promise.all([ana.page.reload(), maria.page.reload()]);
  await ana.button('Safety code matches').waitFor();
  await standing(maria, 'Safety code checked').waitFor();
  expect(await cardOf(maria).count()).toBe(0);
  expect(maria.person.faults).toEqual([]);
});

test('SEC-C11 "They do not match", said by the customer, ends the picture and the link, with advice at both ends', async () => {
  const maria = await meet(ana, browser);
  await maria.openTabToShow(`rgb(${GREEN.join(',')})`);
  await ana.askFor('See the screen');
  await maria.button('Allow').click();
  await ana.picture.videoShows(GREEN);

  await maria.button('They do not match').click();
  await ana.picture.video.waitFor({ state: 'detached' });
  await ana.holdsNothing();
  await ana.button('Safety codes differ').waitFor();
  await ana.page.getByText(/^The safety codes differ: somebody may sit between you and María/).waitFor();
  await maria.page.getByText(/Leave the session, and call .+ on a number that you know/).waitFor();
  await ana.page.getByText('María said that the safety codes differ').first().waitFor();

  // A reload brings nothing back.
  await Promise.all([ana.page.reload(), maria.page.reload()]);
  await ana.button('Safety codes differ').waitFor();
  await maria.page.getByText('The codes do not match').waitFor();
});

describe('with the agent', () => {
  let desk: AgentDesk;
  beforeEach(async () => {
    desk = await AgentDesk.open();
  });
  afterEach(() => desk?.close());

  test('SEC-C11 "They do not match", said in the console, ends control of the computer', async () => {
    const maria = await meet(ana, browser);
    await attach(maria, desk);
    await takeControl(ana, desk);
    const shown = await readInConsole();
    expect(desk.output).toContain(`Safety code with Ana Ruiz: ${shown}`);

    await ana.button('They do not match').click();
    await desk.bordered(false);
    await ana.holdsNothing();
    await desk.titled(/^Help for /);
    await ana.page.getByText('You said that the safety codes differ').first().waitFor();
    await maria.page.getByText('The codes do not match').waitFor();
  });

  test('SEC-C11 the agent’s window and the console: "Yes, the same" and "They match" make it checked', async () => {
    const maria = await meet(ana, browser);
    await attach(maria, desk);
    await desk.compare(true);
    await ana.button('María says it matches').click();
    await ana.page.getByRole('dialog').getByRole('button', { name: 'They match' }).click();
    await ana.button('Safety code matches').waitFor();
    await standing(maria, 'Safety code checked').waitFor();
  });
});
