import { CUSTOMER_LOOKS, LOOKS } from '../camera';
import { colleague } from './people';
import { chooseWaiting } from './personal-data';
import { button, type Stage } from './stage';

const PHONE = CUSTOMER_LOOKS.slice(0, 1);

/** Queues from both sides: the settings, the customer's page, who waits, and how one stands. */
export const queues = async (stage: Stage): Promise<void> => {
  const { camera, page, origin } = stage;
  await page.goto(`${origin}/settings/queues`);
  await page.getByText('No queues yet').waitFor();
  await camera.shoot('queues-empty');
  await button(page, 'Add queue').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Technical help');
  await button(page, 'Monday to Friday, 9 to 17').click();
  await dialog.getByLabel('Wrap-up after a session').fill('300');
  await camera.shoot('queue-new', LOOKS);
  // Open at any time of these pictures.
  for (let day = 0; day < 5; day += 1) await dialog.getByLabel('Remove these hours').first().click();
  await button(page, 'Save').click();
  await page.getByRole('row', { name: /Technical help/ }).waitFor();
  await camera.shoot('queues', LOOKS);

  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  const customer = await (await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })).newPage();
  const theirs = camera.of(customer);
  const enter = async (name: string, about: string): Promise<void> => {
    await customer.evaluate(() => localStorage.clear());
    await customer.goto(`${origin}/q/technical-help`);
    await customer.getByLabel('Your name').fill(name);
    await customer.getByLabel('What is it about?').fill(about);
    await button(customer, 'Get in line').click();
    await customer.getByText('You are waiting as').waitFor();
  };
  await customer.goto(`${origin}/q/technical-help`);
  await button(customer, 'Get in line').click();
  await customer.getByText('Write your name.').waitFor();
  await theirs.shoot('queue-form', CUSTOMER_LOOKS);
  await enter('Olga Petrova', 'The printer prints every page twice');
  await enter('Mario Baker', 'Invoices do not save as PDF since the update');
  await theirs.shoot('queue-waiting', CUSTOMER_LOOKS);
  await button(customer, 'Call me back instead').click();
  await theirs.shoot('queue-call-back', PHONE);
  await customer.getByLabel('Telephone or e-mail').fill('+34 600 111 222');
  await button(customer, 'Ask for a call').click();
  await customer.getByText('We will call you back').waitFor();
  await theirs.shoot('queue-called', PHONE);
  await enter('María Gómez', 'Cannot sign in');

  await page.goto(`${origin}/`);
  await page.getByText('Cannot sign in').waitFor();
  await camera.shoot('home-waiting', LOOKS);
  await chooseWaiting(stage);
  await button(page, /^You are: /).click();
  await page.getByRole('radio', { name: 'Away' }).click();
  await page.getByRole('combobox', { name: 'Why' }).waitFor();
  await camera.shoot('availability', LOOKS);
  await page.getByRole('radio', { name: 'Ready' }).click();
  // More than the sessions of the pictures before.
  await page.getByLabel('Customers at once').fill('9');
  await page.keyboard.press('Escape');
  const rosa = await colleague(stage, browser, 'Rosa Conti', 'supervisor');
  await rosa.goto(`${origin}/wall-board`);
  await rosa.getByRole('heading', { name: 'Today' }).waitFor();
  await camera.of(rosa).shoot('wall-board', LOOKS);
  await rosa.context().close();
  await customer.getByText('Number 2 in line').waitFor();
  await button(customer, 'Stop waiting').click();
  await customer.getByText('You are not waiting any more').waitFor();
  await theirs.shoot('queue-gone', PHONE);
  await customer.context().close();

  await page.goto(`${origin}/`);
  await button(page, 'Help Olga Petrova').click();
  await page.getByRole('toolbar').waitFor();
  await button(page, 'End session').click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.goto(`${origin}/`);
  await button(page, 'Ready now').waitFor();
  await camera.shoot('wrap-up', LOOKS);
  await button(page, /^You are: /).click();
  await camera.shoot('wrap-up-menu');
  await page.keyboard.press('Escape');
  await button(page, 'Ready now').click();
};
