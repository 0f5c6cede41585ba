import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/browser';
import { ANA, CsrPage } from '../support/csr';
import { CustomerPage } from '../support/customer';
import { Site } from '../support/site';

jest.setTimeout(180_000);

const TEAL = '#0f766e';

let site: Site;
let browser: Browser;
let ana: CsrPage;

beforeAll(async () => {
  [site, browser] = await Promise.all([Site.start(), startChromium()]);
  ana = await CsrPage.open(browser, site);
  await ana.setUp();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(() => expect(ana.person.faults).toEqual([]));

/** A picture as somebody has it on their disk: larger than a logo may be. */
const pictureOf = async (colour: string): Promise<Buffer> => {
  const url = await ana.page.evaluate((fill) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1600, 320];
    const context = canvas.getContext('2d');
    if (!context) return '';
    context.fillStyle = fill;
    context.fillRect(0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png');
  }, colour);
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
};

test('W26 an administrator chooses logo and colour, sees what customers will see, and customers see it; what is no picture is refused in words', async () => {
  const { page } = ana;
  await page.goto(`${site.origin}/settings`);
  await page.getByRole('link', { name: 'Look' }).click();
  const choose = async (name: string, buffer: Buffer): Promise<void> => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      ana.button(/^(Choose a picture|Another picture)$/).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'image/png', buffer });
  };
  await choose('notes.png', Buffer.from('no picture at all'));
  await page.getByRole('alert').getByText('This is no picture that can be read.').waitFor();
  await choose('logo.png', await pictureOf('#c2410c'));
  await page.getByRole('img', { name: 'The logo' }).waitFor();
  await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('teal');
  await page.getByText('Write a colour as # and six digits').waitFor();
  expect(await ana.button('Save').isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: 'Colour', exact: true }).fill(TEAL);
  await ana.button('Save').click();
  await page.getByText('Saved. Customers see it when they open the page.').waitFor();

  await ana.startSession();
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser);
  await maria.page.goto(link);
  const join = maria.page.getByRole('button', { name: 'Join', exact: true });
  await join.waitFor();
  // Its hue is that of the colour, and white words on it can be read: WCAG AAA as with ours.
  const colour = await until('the colour', PATIENCE_MS, async () => {
    const [r = 0, g = 0, b = 0] =
      (await join.evaluate((element) => getComputedStyle(element).backgroundColor))
        .match(/\d+/g)
        ?.map(Number) ?? [];
    return g > r && g > b ? { r, g, b } : null;
  });
  expect(colour.g).toBeLessThan(110);
  const logo = maria.page.locator('img.brand-logo');
  await logo.waitFor();
  expect(await logo.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual(
    [480, 96],
  );
  expect(maria.person.faults).toEqual([]);

  // Everything can be taken back, and the record says who did what.
  await page.goto(`${site.origin}/settings/look`);
  await ana.button('Remove').click();
  await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('');
  await ana.button('Save').click();
  await page.getByText('Saved. Customers see it when they open the page.').waitFor();
  await maria.page.reload();
  await join.waitFor();
  expect(await logo.count()).toBe(0);
  await page.goto(`${site.origin}/settings/audit`);
  await page.getByText(`${ANA.name} changed how the site looks to customers`).first().waitFor();
  await page.getByText(`Colour: – → ${TEAL}`).waitFor();
});
