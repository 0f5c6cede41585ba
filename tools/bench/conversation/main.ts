import { loadavg } from 'node:os';
import { newId } from '@relevo/client';
import type { EventPage, SessionView } from '@relevo/contracts';
import { until } from '@relevo/testing';
import { type Browser, chromium } from 'playwright-core';
import { addAccount } from '../../../apps/api/src/accounts/add-account';
import { type OwnServer, startServer } from '../../screenshots/server';
import { withInstallation } from '../../supervisor/installation';
import type { Cleanup } from '../machine/cleanup';
import type { BenchOptions } from '../options';
import { type BenchCase, type Figure, judge, type Target } from '../report';
import { quantile } from '../statistics';
import { fillConversation, textOf } from './fill';
import { type Opening, openTalk, readBack, type Talk } from './opening';

const MANY = 100_000;
const FEW = 100;
/** Openings before those that count. */
const WARM_UP = 2;
const PAGES_BACK = 20;
const PASSWORD = 'blue kettle sings at noon';

/** A session of an account of its own with so many lines in it: who opens one does not follow the other. */
const prepare = async (server: OwnServer, browser: Browser, count: number): Promise<Talk> => {
  const { origin } = server;
  const email = `csr${count}@example.org`;
  const context = await browser.newContext();
  const headers = { 'x-relevo': '1', origin };
  const answer = async <T>(path: string, data?: object): Promise<T> => {
    const url = `${origin}/api/v1${path}`;
    const got = data ? await context.request.post(url, { headers, data }) : await context.request.get(url);
    if (!got.ok()) throw new Error(`${path}: ${got.status()} ${await got.text()}`);
    return got.json() as Promise<T>;
  };
  const sessionId = await withInstallation({ ...process.env, ...server.env }, async ({ app }) => {
    await addAccount(app, { email, name: 'Ana Ruiz', password: PASSWORD, role: 'csr', language: 'en' });
    await answer('/sign-in', { email, password: PASSWORD });
    const session = await answer<SessionView>('/sessions', { sessionId: newId(), subject: 'A long talk' });
    await fillConversation(app, { sessionId: session.id, conversationId: session.conversationId, count });
    await until('the server has read on', 60_000, async () => {
      const page = await answer<EventPage>(
        `/streams/${session.conversationId}/events?since=${count}&limit=1`,
      );
      return page.head.seq > count ? true : null;
    });
    return session.id;
  });
  const cookies = await context.cookies();
  await context.close();
  return { origin, sessionId, last: textOf(count), cookies };
};

const figure = (
  name: string,
  unit: string,
  of: (openings: readonly Opening[]) => number,
  target?: Target,
): ((ours: readonly Opening[], peer: readonly Opening[]) => Figure) => {
  return (ours, peer) => ({ case: name, unit, ours: of(ours), peer: of(peer), target });
};

const middle = (openings: readonly Opening[], of: (one: Opening) => number, at = 0.5): number =>
  quantile(openings.map(of), at);

const FIGURES = [
  figure('page load to last line, median', 'ms', (all) => middle(all, (one) => one.shown), {
    of: 'ratio',
    is: '<=',
    bound: 1.1,
  }),
  figure('page load to last line, p95', 'ms', (all) => middle(all, (one) => one.shown, 0.95)),
  figure('received by the socket', 'bytes', (all) => middle(all, (one) => one.received)),
  figure('lines drawn', 'lines', (all) => middle(all, (one) => one.drawn)),
  figure('JavaScript heap', 'MiB', (all) => middle(all, (one) => one.heap)),
];

/** Opens a session with 100,000 lines in the console, beside one with 100 (the peer), each time in a browser that knows neither. */
export const measureConversation = async (
  { samples }: BenchOptions,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<{ cases: readonly BenchCase[]; notes: readonly string[] }> => {
  const loadBefore = loadavg()[0] ?? 0;
  const server = await startServer({ LOG_LEVEL: 'warn' });
  cleanup.add(() => server.stop());
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  cleanup.add(() => browser.close());
  say(`writing ${MANY + FEW} lines`);
  const began = performance.now();
  const [few, many] = [await prepare(server, browser, FEW), await prepare(server, browser, MANY)];
  say(`written in ${((performance.now() - began) / 1000).toFixed(0)} s; opening each ${samples} times`);
  const ours: Opening[] = [];
  const peer: Opening[] = [];
  // In turns, each first as often as second, so that both meet the same machine.
  for (let n = -WARM_UP; n < samples; n += 1) {
    const turn = n % 2 === 0 ? [few, many] : [many, few];
    for (const talk of turn) {
      const opening = await openTalk(browser, talk);
      if (n >= 0) (talk === many ? ours : peer).push(opening);
    }
  }
  let back: number[] = [];
  await openTalk(browser, many, async (page) => {
    back = await readBack(page, PAGES_BACK);
  });
  return {
    cases: [
      ...FIGURES.map((of) => judge(of(ours, peer))),
      judge({ case: 'an older page, median', unit: 'ms', ours: quantile(back, 0.5), peer: null }),
      judge({ case: 'an older page, the last', unit: 'ms', ours: back.at(-1) ?? null, peer: null }),
    ],
    notes: [
      `ours = ${MANY} lines, peer = ${FEW} lines; ${samples} openings each, in turns; then ${PAGES_BACK} pages back`,
      `load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`,
    ],
  };
};
