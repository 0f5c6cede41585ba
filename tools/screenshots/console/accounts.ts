import { generateSync } from 'otplib';
import { LOOKS } from '../camera';
import { ANA } from '../far-csr';
import { button, type Stage } from './stage';

const PASSWORD = 'seven lamps by the harbour';
const PEOPLE = [
  ['Luca Bianchi', 'luca.bianchi@norvia.example', 'Support representative'],
  ['Nora Lindqvist', 'nora.lindqvist@norvia.example', 'Supervisor'],
  ['Jon Etxeberria', 'jon@norvia.example', 'Support representative'],
] as const;

/** One's own account: password, two-step sign-in in all its steps, sign-ins. Ends with two-step sign-in off. */
export const ownAccount = async ({ camera, page, origin }: Stage): Promise<void> => {
  await page.goto(`${origin}/settings/account`);
  await button(page, 'Turn on').waitFor();
  await camera.shoot('account', LOOKS);
  await button(page, 'Change password').click();
  await page.getByLabel('New password').fill('short');
  await button(page, 'Change password').click();
  await camera.shoot('account-password-wrong');
  await button(page, 'Cancel').click();
  await button(page, 'Turn on').click();
  const dialog = page.getByRole('dialog');
  await camera.shoot('two-step-password', LOOKS.slice(0, 1));
  await dialog.getByRole('textbox', { name: 'Password' }).fill(ANA.password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('img').first().waitFor();
  await camera.shoot('two-step-scan', LOOKS);
  const secret = ((await dialog.locator('output').textContent()) ?? '').replaceAll(' ', '');
  await dialog.getByLabel('Six-digit code').fill(generateSync({ secret }));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  const codes = dialog.getByRole('listitem');
  await codes.first().waitFor();
  const [first = '', second = ''] = await codes.allTextContents();
  await camera.shoot('two-step-codes', LOOKS);
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 recovery codes are left.').waitFor();
  await camera.shoot('account-two-step-on', LOOKS);
  await codeStep({ camera, page, origin } as Stage, first);
  await page.goto(`${origin}/settings/account`);
  await button(page, 'Turn off').click();
  await dialog.getByRole('textbox', { name: 'Password' }).fill(ANA.password);
  await dialog.getByLabel('Code of the app, or a recovery code').fill(second);
  await camera.shoot('two-step-off');
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await button(page, 'Turn on').waitFor();
};

/** Signs out and in again with the second step. */
const codeStep = async ({ camera, page }: Stage, recoveryCode: string): Promise<void> => {
  await button(page, `Account of ${ANA.name}`).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(ANA.password);
  await button(page, 'Sign in').click();
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  await camera.shoot('sign-in-code', LOOKS);
  await page.getByLabel('Six-digit code').fill('000000');
  await button(page, 'Sign in').click();
  await page.getByRole('alert').filter({ hasText: 'This code is not right' }).waitFor();
  await camera.shoot('sign-in-code-wrong', LOOKS.slice(0, 1));
  await button(page, 'Use a recovery code instead').click();
  await camera.shoot('sign-in-recovery', LOOKS.slice(0, 1));
  await page.getByLabel('Recovery code').fill(recoveryCode);
  await button(page, 'Sign in').click();
  await page.getByRole('heading', { name: /Ana/ }).waitFor();
};

/** Other people's accounts, what is done to them, and the record of it. */
export const users = async ({ camera, page, origin }: Stage): Promise<void> => {
  const dialog = page.getByRole('dialog');
  await page.goto(`${origin}/settings/users`);
  const links: string[] = [];
  for (const [name, email, role] of PEOPLE) {
    await button(page, 'Add user').click();
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByRole('radio', { name: role }).check();
    if (links.length === 0) await camera.shoot('users-add', LOOKS);
    await dialog.getByRole('button', { name: 'Create and show the link' }).click();
    const link = dialog.getByRole('textbox', { name: 'One-time link' });
    links.push(await link.inputValue());
    if (links.length === 1) await camera.shoot('users-link', LOOKS);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
  const context = await page.context().browser()?.newContext({ locale: 'en-GB' });
  const luca = await context?.newPage();
  if (!context || !luca) throw new Error('no browser');
  await luca.goto(links[0] ?? '');
  await luca.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await luca.getByRole('button', { name: 'Save and sign in' }).click();
  await luca.getByRole('button', { name: 'Start session' }).waitFor();
  await page.goto(links[1] ?? '');
  await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
  await camera.shoot('welcome', LOOKS);
  await page.goto(links[0] ?? '');
  await page.reload();
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await camera.shoot('welcome-used', LOOKS.slice(0, 1));

  await page.goto(`${origin}/settings/users`);
  await button(page, 'Actions for Jon Etxeberria').click();
  await page.getByRole('menuitem', { name: 'Disable…' }).click();
  await camera.shoot('users-disable', LOOKS);
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('is signed out and disabled').waitFor({ state: 'detached' });
  await camera.shoot('users', LOOKS);
  await button(page, 'Actions for Luca Bianchi').click();
  await camera.shoot('users-menu', LOOKS.slice(0, 2));
  await page.getByRole('menuitem', { name: 'Reset sign-in…' }).click();
  await camera.shoot('users-reset', LOOKS);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await button(page, 'Actions for Luca Bianchi').click();
  await page.getByRole('menuitem', { name: 'Disable…' }).click();
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await luca.getByRole('heading', { name: 'Your account was disabled' }).waitFor();
  const disabled = camera.of(luca);
  await disabled.shoot('account-disabled', LOOKS);
  await context.close();
  await page.getByRole('link', { name: 'Record of changes' }).click();
  await page.getByText('disabled Luca Bianchi').waitFor();
  await camera.shoot('audit', LOOKS);
  await page.goto(origin);
};
