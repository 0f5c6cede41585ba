import { LOOKS } from '../camera';
import { button, type Stage } from './stage';

/** How the site looks to customers. */
export const look = async ({ camera, page, origin }: Stage): Promise<void> => {
  await page.goto(`${origin}/settings/look`);
  await button(page, 'Choose a picture').waitFor();
  await camera.shoot('look-ours', LOOKS);
  await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('#0f766e');
  await camera.shoot('look-teal', LOOKS);
  await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('green');
  await camera.shoot('look-wrong');
  await page.goto(`${origin}/`);
};
