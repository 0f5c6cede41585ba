import { generateSync } from 'otplib';
import type { Browser, Locator, Page } from 'playwright-core';
import { Person } from './browser';
import type { Site } from './site';

/** Somebody at the pages of accounts: sign-in, their own account, other people's. */
export class AccountPages {
  private constructor(
    readonly person: Person,
    readonly page: Page,
    private readonly site: Site,
  ) {}

  static async open(browser: Browser, site: Site): Promise<AccountPages> {
    const person = await Person.open(browser, { viewport: { width: 1440, height: 900 } });
    return new AccountPages(person, person.page, site);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get home(): Locator {
    return this.button('Start session');
  }

  /** Gives e-mail and password at the sign-in page. */
  async firstStep(email: string, password: string): Promise<void> {
    await this.page.goto(`${this.site.origin}/sign-in`);
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.button('Sign in').click();
  }

  async showCode(label: 'Six-digit code' | 'Recovery code', code: string): Promise<void> {
    await this.page.getByLabel(label).fill(code);
    await this.button('Sign in').click();
  }

  /** Uses a one-time link of an administrator; the person is signed in then. */
  async welcome(link: string, password: string): Promise<void> {
    await this.choosePassword(link, password);
    await this.home.waitFor();
  }

  async choosePassword(link: string, password: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.button('Save and sign in').click();
  }

  async signOut(name: string): Promise<void> {
    await this.button(`Account of ${name}`).click();
    await this.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await this.button('Sign in').waitFor();
  }

  async openAccount(): Promise<void> {
    await this.page.goto(`${this.site.origin}/settings/account`);
    await this.page.getByRole('heading', { name: 'Two-step sign-in' }).waitFor();
  }

  /** Goes through the dialog that turns two-step sign-in on. Answers its secret and the recovery codes. */
  async turnOn(
    password: string,
    codeOf: (secret: string) => Promise<string> | string = (secret) => generateSync({ secret }),
  ): Promise<{ secret: string; recovery: string[] }> {
    await this.dialog.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.dialog.getByRole('button', { name: 'Continue' }).click();
    await this.dialog.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    const secret = ((await this.dialog.locator('output').textContent()) ?? '').replaceAll(' ', '');
    await this.dialog.getByLabel('Six-digit code').fill(await codeOf(secret));
    await this.dialog.getByRole('button', { name: 'Turn on' }).click();
    const codes = this.dialog.getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem');
    await codes.first().waitFor();
    return { secret, recovery: await codes.allTextContents() };
  }

  async keepCodes(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'I have kept them' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  async openUsers(): Promise<void> {
    await this.page.goto(`${this.site.origin}/settings/users`);
    await this.button('Add user').waitFor();
  }

  /** Adds a user; answers the link that is shown once. */
  async addUser(name: string, email: string): Promise<string> {
    await this.button('Add user').click();
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByLabel('E-mail').fill(email);
    await this.dialog.getByRole('button', { name: 'Create and show the link' }).click();
    return this.handedLink();
  }

  async handedLink(): Promise<string> {
    const link = await this.dialog.getByRole('textbox', { name: 'One-time link' }).inputValue();
    await this.dialog.getByRole('button', { name: 'Done' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
    return link;
  }

  async act(name: string, action: string): Promise<void> {
    await this.button(`Actions for ${name}`).click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }
}
