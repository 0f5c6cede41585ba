import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { LOOKS } from '../camera';
import { ANA } from '../far-csr';
import { button, type Stage } from './stage';

const NEW = { name: 'Noa Levi', email: 'noa.levi@norvia.example', password: 'nine boats behind the isle' };

/** Turns two-step sign-in on in its dialog. Answers a recovery code. */
const turnOn = async (page: Page, password: string): Promise<string> => {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('img').first().waitFor();
  const secret = ((await dialog.locator('output').textContent()) ?? '').replaceAll(' ', '');
  await dialog.getByLabel('Six-digit code').fill(generateSync({ secret }));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  const code = dialog.getByRole('listitem').first();
  await code.waitFor();
  const text = (await code.textContent()) ?? '';
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await dialog.waitFor({ state: 'hidden' });
  return text;
};

/** Two-step sign-in required of everybody: the setting, the refusal, and what somebody without it sees. Ends without it. */
export const requiredStep = async ({ camera, page, origin }: Stage): Promise<void> => {
  const dialog = page.getByRole('dialog');
  const choose = async (): Promise<void> => {
    await page.goto(`${origin}/settings`);
    await page.getByRole('checkbox', { name: /^Require two-step/ }).click();
  };
  await choose();
  await button(page, 'Save').click();
  await page.getByText('for your own account first').waitFor();
  await camera.shoot('settings-two-step-refused', LOOKS);
  await page.goto(`${origin}/settings/account`);
  await button(page, 'Turn on').click();
  const code = await turnOn(page, ANA.password);
  await choose();
  await button(page, 'Save').click();
  await page.getByText('Settings saved').waitFor();
  await page.goto(`${origin}/settings/account`);
  await page.getByText('Your organisation requires it.').waitFor();
  await camera.shoot('account-two-step-required', LOOKS);

  await page.goto(`${origin}/settings/users`);
  await button(page, 'Add user').click();
  await dialog.getByLabel('Name').fill(NEW.name);
  await dialog.getByLabel('E-mail').fill(NEW.email);
  await dialog.getByRole('button', { name: 'Create and show the link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'One-time link' }).inputValue();
  const context = await page.context().browser()?.newContext({ locale: 'en-GB' });
  const noa = await context?.newPage();
  if (!context || !noa) throw new Error('no browser');
  await noa.goto(link);
  await noa.getByRole('textbox', { name: 'Password' }).fill(NEW.password);
  await button(noa, 'Save and sign in').click();
  await noa.getByRole('heading', { name: 'Set up two-step sign-in' }).waitFor();
  await camera.of(noa).shoot('set-up-two-step', LOOKS);
  await button(noa, 'Set it up').click();
  await noa.getByRole('dialog').waitFor();
  await camera.of(noa).shoot('set-up-two-step-password', LOOKS.slice(0, 2));
  await context.close();

  await choose();
  await button(page, 'Save').click();
  await page.getByText('Settings saved').waitFor();
  await page.goto(`${origin}/settings/account`);
  await button(page, 'Turn off').click();
  await dialog.getByRole('textbox', { name: 'Password' }).fill(ANA.password);
  await dialog.getByLabel('Code of the app, or a recovery code').fill(code);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await button(page, 'Turn on').waitFor();
  await page.goto(origin);
};
