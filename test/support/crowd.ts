import { newId } from '@relevo/client';
import { until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { byPassword, openConsole, openCustomer } from './clients';
import { ANA, CsrPage } from './csr';
import { CustomerPage } from './customer';
import { letIn } from './road';

const PATIENCE_MS = 90_000;

/** Where a crowd meets. */
export interface Meeting {
  /** Without a slash at the end. */
  readonly origin: string;
  /** The same site by a door of its own, which one customer takes. */
  readonly otherOrigin?: string;
  readonly setupLink: string;
}

/**
 * One session with many in it: a CSR and María as pages in a browser, and the same CSR and so many more customers as the
 * libraries of their pages, who write faster.
 */
export const aCrowd = async (at: Meeting, browser: Browser, customers: number) => {
  const ana = await CsrPage.open(browser, at);
  const maria = await CustomerPage.open(browser);
  // They draw every line while many others write, and while servers are away.
  for (const { person } of [ana, maria]) person.context.setDefaultTimeout(PATIENCE_MS);
  await ana.setUp();
  await ana.startSession();
  await letIn(ana, maria);
  await ana.openPanel('Chat');

  const console_ = await openConsole(at.origin, byPassword(ANA));
  const closing = [console_.close];
  const csr = console_.home.open(ana.sessionId);
  const parties = [{ ...console_, session: csr }];
  const soon = (what: string, look: () => unknown) =>
    until(what, PATIENCE_MS, async () => (look() ? true : null));
  for (let n = 1; n <= customers; n += 1) {
    const invite = await console_.rest.createInvite(csr.sessionId, { inviteId: newId() });
    const origin = (n === 1 ? at.otherOrigin : undefined) ?? at.origin;
    const customer = await openCustomer(origin, invite, `Customer ${n}`);
    closing.push(customer.close);
    const { participantId, session } = customer;
    await soon('who waits', () => csr.snapshot.session.participants[participantId]);
    await csr.command('participant.admit', { participantId }).outcome;
    await soon('who is in', () => session.snapshot.conversation.sessionId);
    parties.push({ ...console_, ...customer });
  }
  const close = async () => {
    for (const one of closing) one();
    for (const { person } of [ana, maria]) await person.context.close();
  };
  return { ana, maria, csr, parties, close };
};
export type Crowd = Awaited<ReturnType<typeof aCrowd>>;
