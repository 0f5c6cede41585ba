import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { AgentDesk } from './agent-desk';
import type { CsrPage } from './csr';
import { CustomerPage, MARIA } from './customer';

/** Invites María into the session in front of this CSR, and lets her in. */
export const letIn = async (ana: CsrPage, maria: CustomerPage): Promise<void> => {
  const { link } = await ana.invite();
  await maria.join(link);
  await ana.admit(MARIA);
  await maria.isIn();
};

/** A session of this CSR in which María has just been let in. */
export const meet = async (
  ana: CsrPage,
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<CustomerPage> => {
  await ana.startSession();
  const maria = await CustomerPage.open(browser, options);
  await letIn(ana, maria);
  return maria;
};

/** Starts the agent as María's page says; `server` = another name of the server, by which the agent reaches it. */
export const attach = async (maria: CustomerPage, desk: AgentDesk, server?: string): Promise<void> => {
  const command = await maria.agentCommand();
  await desk.attach(server ? command.replace(/--server \S+/, `--server ${server}`) : command);
  await maria.page.getByText(/^The Relevo agent runs on /).waitFor();
};

/** Asks for control, which is allowed in front of the computer. */
export const takeControl = async (ana: CsrPage, desk: AgentDesk): Promise<void> => {
  await ana.askFor('Control mouse and keyboard');
  await desk.press('Allow');
  await ana.controls();
  await desk.bordered(true);
};
