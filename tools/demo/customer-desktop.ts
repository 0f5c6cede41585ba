import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDesktop, type XDesktop } from '@relevo/testing';
import { ROOT } from '../supervisor/checkout';

const WELCOME = `This is the customer's computer.

The window of Relevo says who wants to connect: press its
button, and later "Allow" or "Don't allow".
Ctrl+Alt+Shift+S stops everything at once.

To help with another session, take the link that the console
shows for it and type here:   npm run agent -- <link>

`;

const INVOICE = `
  Invoice 2026-118            Acme Ltd.

    3 x Toner cartridge          147.00
    1 x Delivery                   9.50
                                -------
    Total                        156.50

  Printer "Office 2" does not answer.`;

const AGENT = `node ${JSON.stringify(join(ROOT, 'tools/run.mjs'))} apps/customer-agent/machine/src/main`;

/** A desktop with a terminal and a small program on it, as a customer may have. */
export async function customerDesktop(folder: string): Promise<XDesktop> {
  const desktop = await startDesktop({ width: 1280, height: 720 });
  desktop.run('xsetroot', ['-solid', '#3b5b73']);
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'welcome.txt'), WELCOME);
  writeFileSync(join(home, 'invoice.txt'), INVOICE);
  // What is typed here stays in this folder, which goes with the demo; the command of the page works all the same.
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, scripts: { agent: AGENT } }));
  const xterm = (geometry: string, colours: string[], title: string, command: string) =>
    desktop.run(
      'xterm',
      [
        '-fa',
        'monospace',
        '-fs',
        '11',
        '-geometry',
        geometry,
        ...colours,
        '-T',
        title,
        '-e',
        'sh',
        '-c',
        command,
      ],
      { cwd: home, env: { HOME: home, LC_ALL: 'C.UTF-8', PS1: '$ ' } },
    );
  xterm('72x20+40+40', ['-bg', '#fbfaf7', '-fg', '#22262b'], 'Terminal', 'cat "$HOME/welcome.txt"; exec sh');
  xterm('44x9+110+470', ['-bg', '#1f4d3a', '-fg', '#f2efe6'], 'Invoices', 'cat "$HOME/invoice.txt"; read _');
  return desktop;
}
