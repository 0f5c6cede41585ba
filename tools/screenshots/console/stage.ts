import { until } from '@relevo/testing';
import type { Page } from 'playwright-core';
import type { Camera } from '../camera';
import type { DesktopPicture } from '../desktop-picture';

/** What every scene works with. */
export interface Stage {
  readonly camera: Camera;
  readonly page: Page;
  readonly origin: string;
  readonly picture: DesktopPicture;
}

/** A button by its whole name. */
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Reads the invite link out of the open dialog. */
export const inviteLink = async (page: Page): Promise<string> => {
  await button(page, 'Invite').click();
  const field = page.getByRole('textbox', { name: 'Invite link' });
  const make = button(page, 'Make an invite');
  await field.or(make).waitFor();
  if (await make.isVisible()) await make.click();
  await field.waitFor();
  return field.inputValue();
};

/** Closes what is open with Escape. */
export const closeDialog = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

/** Waits until a picture of the far screen is there. */
export const shown = (page: Page) =>
  until('the picture', 20_000, async () => ((await page.locator('canvas').count()) > 0 ? true : null));
