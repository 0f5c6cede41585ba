import { X509Certificate } from 'node:crypto';
import { PATIENCE_MS, until } from '@relevo/testing';
import type { Browser } from 'playwright-core';
import { AgentOnDesktop } from '../support/agent';
import { AgentDesk } from '../support/agent-desk';
import { accepting, startChromium } from '../support/browser';
import { CsrPage } from '../support/csr';
import { meet, takeControl } from '../support/road';
import { Site } from '../support/site';

jest.setTimeout(240_000);

const UNKNOWN = 'is not one that this computer knows';

let site: Site;
let browser: Browser;
let desk: AgentDesk;
let certificate: X509Certificate;

beforeAll(async () => {
  site = await Site.start({ lan: true });
  const pem = site.instance.certificate ?? '';
  certificate = new X509Certificate(pem);
  [browser, desk] = await Promise.all([startChromium([accepting(pem)]), AgentDesk.open()]);
});
afterAll(async () => {
  await desk?.close();
  await browser?.close();
  await site?.close();
});

test('npm start -- --lan says where it is, as a picture to scan too, and by what it is known', () => {
  const { output } = site.instance;
  const shown = output.replaceAll(/\s+/g, ' ');
  expect(shown).toContain(`Console: ${site.origin}`);
  expect(shown).toContain(certificate.fingerprint256.replace(/^(.{47}):/, '$1 '));
  // Half blocks: a row of text is two rows of the QR code.
  expect(output.match(/^[ ▀▄█]{25,}$/gm)?.length).toBeGreaterThan(12);
});

test('a browser that has not accepted the certificate is not let in', async () => {
  const stranger = await startChromium();
  const page = await stranger.newPage();
  await expect(page.goto(site.origin)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
  await stranger.close();
});

test('over the network the whole road works; the agent knows the server by the fingerprint in its command', async () => {
  const ana = await CsrPage.open(browser, site);
  await ana.setUp();
  const maria = await meet(ana, browser);
  const line = await maria.agentCommand();
  const pin = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  expect(line).toContain(`--server ${site.origin} --cert-sha256 ${pin}`);

  // Without the fingerprint, or with another, the agent says nothing to the server.
  for (const wrong of [line.replace(/ --cert-sha256 \w+/, ''), line.replace(pin, 'ab'.repeat(32))]) {
    const agent = AgentOnDesktop.byCommand(desk.desktop, wrong);
    await until('the agent refuses', PATIENCE_MS, async () =>
      agent.program.output().includes(UNKNOWN) ? true : null,
    );
    await agent.program.stop();
  }
  await desk.attach(line);
  await maria.page.getByText(/^The Relevo agent runs on /).waitFor();
  await takeControl(ana, desk);
  expect([...ana.person.faults, ...maria.person.faults]).toEqual([]);
});
