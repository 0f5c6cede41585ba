import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { AgentDesk } from './agent-desk';
import type { CsrPage } from './csr';
import { CustomerPage, MARIA } from './customer';

/** A session of this CSR in which María has just been let in. */
export const meet = async (
  ana: CsrPage,
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<CustomerPage> => {
  await ana.startSession();
  const { link } = await ana.invite();
  const maria = await CustomerPage.open(browser, options);
  await maria.join(link);
  await ana.admit(MARIA);
  await maria.isIn();
  return maria;
};

/** Starts the agent as María's page says. */
export const attach = async (maria: CustomerPage, desk: AgentDesk): Promise<void> => {
  await desk.attach(await maria.agentCommand());
  await maria.page.getByText(/^The Relevo agent runs on /).waitFor();
};

/** Asks for control, which is allowed in front of the computer. */
export const takeControl = async (ana: CsrPage, desk: AgentDesk): Promise<void> => {
  await ana.askFor('Control mouse and keyboard');
  await desk.press('Allow');
  await ana.controls();
  await desk.bordered(true);
};
