import { join } from 'node:path';
import { AgentWindow, type XDesktop } from '@relevo/testing';
import type { Page } from 'playwright-core';
import { ANA, FarCsr } from '../../screenshots/far-csr';
import { startServer } from '../../screenshots/server';
import { ROOT } from '../../supervisor/checkout';
import { openDesktop } from './desktop';
import type { Subject, Surroundings } from './subject';
import { openViewer } from './viewer';

/** The picture's canvas; the pointer's is hidden from readers. */
const CANVAS = 'section[aria-label="Screen of the customer"] canvas:not([aria-hidden])';
const HANDS = 'Keyboard and pointer for the customer’s computer';
const PATIENCE_MS = 30_000;

/** Samples of its threads are written to a folder when the agent ends. */
const profiling = (folder: string): string[] => [
  '--cpu-prof',
  '--cpu-prof-interval=250',
  `--cpu-prof-dir=${folder}`,
];

/** The compiled agent, as the customer would start it. */
const startAgent = (desktop: XDesktop, link: string, profile: string | null): AgentWindow => {
  const main = join(ROOT, 'dist/apps/customer-agent/machine/src/main.js');
  const program = desktop.run(process.execPath, [...(profile ? profiling(profile) : []), main, link], {
    env: { LANG: 'en_GB.UTF-8', LC_ALL: '', LC_MESSAGES: '' },
  });
  return new AgentWindow(desktop, program);
};

const openSession = async (page: Page, origin: string, sessionId: string): Promise<void> => {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByLabel('Password', { exact: true }).fill(ANA.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: /Ana/ }).waitFor();
  await page.goto(`${origin}/sessions/${sessionId}`);
  await page.getByRole('toolbar').waitFor();
};

/** The customer's Allow, pressed on their desktop. @returns ms from there to the desktop in the console. */
const allow = async (page: Page, agent: AgentWindow): Promise<number> => {
  const { x, y } = await agent.find('yes');
  const seen = page.evaluate(([canvas, patience]) => window.relevoBench.visible(canvas, patience), [
    CANVAS,
    PATIENCE_MS,
  ] as const);
  const allowedAt = Date.now();
  await agent.desktop.click(x, y);
  return (await seen) - allowedAt;
};

/** Relevo as its users get it: supervisor with API and PostgreSQL, console, agent; the questions answered on the desktop. */
export const startRelevo = async (surroundings: Surroundings, profile: string | null): Promise<Subject> => {
  const { desktop, xServer } = await openDesktop(surroundings);
  const server = await startServer();
  surroundings.cleanup.add(() => server.stop());
  const csr = await FarCsr.start(server.origin, server.setupLink, 'Measured');
  const viewer = await openViewer(surroundings, 'relevo', { width: 640, height: 360 });
  const { page } = viewer;
  await openSession(page, server.origin, csr.session.id);

  const agent = startAgent(desktop, (await csr.invite()).link, profile);
  // It ends first and by itself, so that it can write what it was asked for.
  if (profile) surroundings.cleanup.add(() => agent.program.stop());
  await agent.press('yes');
  await page
    .getByRole('button', { name: /^Admit / })
    .first()
    .click();
  const ask = page.getByRole('menuitem', { name: 'Control mouse and keyboard', exact: true });
  await page.getByRole('button', { name: 'Ask to see the screen' }).waitFor();
  await page.getByRole('button', { name: 'Remote control', exact: true }).click();
  await ask.click();
  const allowToPixels = await allow(page, agent);
  const hands = page.getByLabel(HANDS);
  await hands.waitFor();
  return {
    name: 'relevo',
    desktop,
    page,
    groups: { agent: [agent.program.pid], server: [server.pid], viewer: [viewer.pid], x: [xServer] },
    start: { allowToPixels, openToPixels: null },
    focus: () => hands.click({ position: { x: 40, y: 200 } }),
  };
};
