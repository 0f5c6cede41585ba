import { LOOKS } from '../camera';
import { ANA } from '../far-csr';
import { button, type Stage } from './stage';

/** Before anybody is in: set-up with its complaints, sign-in with its refusals. */
export const entrance = async ({ camera, page, origin }: Stage, setupLink: string): Promise<void> => {
  await page.goto(`${origin}/setup`);
  await page.getByRole('heading', { name: 'The link is not complete.' }).waitFor();
  await camera.shoot('setup-no-token', LOOKS.slice(0, 1));
  await page.goto(setupLink);
  await page.getByLabel('Your name').fill(ANA.name);
  await page.getByLabel('E-mail').fill('ana@');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await button(page, 'Create administrator').click();
  await camera.shoot('setup-wrong');
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByLabel('Password', { exact: true }).fill(ANA.password);
  await button(page, 'Create administrator').click();
  await page.getByRole('heading', { name: /Ana/ }).waitFor();
  await camera.shoot('home-empty', LOOKS);
};

/** Sign-in after signing out. */
export const signIn = async ({ camera, page, origin }: Stage): Promise<void> => {
  await button(page, `Account of ${ANA.name}`).click();
  await camera.shoot('account-menu');
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await camera.shoot('sign-in', LOOKS);
  await page.goto(`${origin}/forgotten-password`);
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  await camera.shoot('forgotten-password', LOOKS);
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByLabel('Password', { exact: true }).fill('not this one');
  await button(page, 'Sign in').click();
  await page.getByRole('alert').waitFor();
  await camera.shoot('sign-in-wrong');
  await page.getByLabel('Password', { exact: true }).fill(ANA.password);
  await button(page, 'Sign in').click();
  await page.getByRole('heading', { name: /Ana/ }).waitFor();
};

export const settings = async ({ camera, page, origin }: Stage): Promise<void> => {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Organisation').fill('Norvia Support');
  await camera.shoot('settings', LOOKS);
  await page.getByRole('heading', { name: 'File transfer' }).evaluate((at) => at.scrollIntoView());
  await camera.shoot('settings-files', LOOKS);
  await page.getByLabel('A link is valid for').fill('0');
  await camera.shoot('settings-wrong', LOOKS.slice(0, 1));
  await page.getByLabel('A link is valid for').fill('15');
  await button(page, 'Save').click();
  await page.getByText('Settings saved').waitFor();
  await page.goto(`${origin}/settings/mail`);
  await button(page, 'Mail server: Change').click();
  await page.getByRole('textbox', { name: 'Server' }).fill('mail');
  await button(page, 'Save').click();
  await camera.shoot('settings-mail', LOOKS);
  await page.goto(origin);
};
