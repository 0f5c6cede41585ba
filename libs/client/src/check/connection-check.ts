import { SOCKET_PATH } from '@relevo/contracts';
import type { RestClient } from '../rest';
import {
  type CheckResult,
  type CheckVerdict,
  pathVerdict,
  relayVerdict,
  tripVerdict,
  type Ways,
} from './check-verdict';
import { findWays, meetsItself } from './ways';

const TRIPS = 3;
/** A lasting connection that does not stand after this will not, ms. */
const LINE_MS = 8000;

/** What is looked at, for tests to replace. */
export interface Surroundings {
  readonly rest: Pick<RestClient, 'alive' | 'iceUrls'>;
  readonly now: () => number;
  /** Whether the browser has all that our pages use, and peer connections work in it. */
  readonly browser: () => Promise<boolean>;
  /** Opens a lasting connection and closes it. @throws when it does not stand */
  readonly line: () => Promise<void>;
  readonly ways: (urls: readonly string[]) => Promise<Ways>;
}

const canSupport = async (): Promise<boolean> => {
  const all = isSecureContext && 'RTCPeerConnection' in window && 'WebAssembly' in window && crypto.subtle;
  return Boolean(all) && meetsItself();
};

/** As our live line begins: the first packet of Engine.IO says that the way is free for web sockets. */
const openLine = (): Promise<void> =>
  new Promise((done, fail) => {
    const url = new URL(`${SOCKET_PATH}/?EIO=4&transport=websocket`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url);
    const end = (finish: () => void) => {
      clearTimeout(timer);
      socket.close();
      finish();
    };
    const timer = setTimeout(() => end(() => fail(new Error('no line'))), LINE_MS);
    socket.onmessage = () => end(done);
    socket.onerror = () => end(() => fail(new Error('no line')));
  });

/** This browser, this network and this server. */
export const here = (rest: RestClient): Surroundings => ({
  rest,
  now: () => performance.now(),
  browser: canSupport,
  line: openLine,
  ways: findWays,
});

const fastest = async (of: () => Promise<unknown>, now: () => number): Promise<number | undefined> => {
  let best: number | undefined;
  try {
    for (let trip = 0; trip < TRIPS; trip += 1) {
      const begun = now();
      await of();
      best = Math.min(best ?? Number.POSITIVE_INFINITY, now() - begun);
    }
  } catch {
    return undefined;
  }
  return best;
};

const works = (of: () => Promise<unknown>): Promise<CheckVerdict> =>
  of().then(
    (good) => (good === false ? 'bad' : 'ok'),
    () => 'bad',
  );

/**
 * Looks whether support would work from here, and tells each result as it comes. Where the server is not reached, what needs it
 * is not looked at.
 */
export const checkConnection = async (
  { rest, now, browser, line, ways }: Surroundings,
  tell: (result: CheckResult) => void,
): Promise<void> => {
  const able = await works(browser);
  tell({ step: 'browser', verdict: able });
  const ms = await fastest(() => rest.alive(), now);
  tell({ step: 'server', verdict: tripVerdict(ms), ...(ms !== undefined && { ms: Math.round(ms) }) });
  if (ms === undefined) return;
  tell({ step: 'line', verdict: await works(line) });
  if (able === 'bad') return;
  try {
    const { urls } = await rest.iceUrls();
    const found = await ways(urls);
    tell({ step: 'path', verdict: pathVerdict(urls, found) });
    tell({ step: 'relay', verdict: relayVerdict(urls, found) });
  } catch {
    // Not even looked for: the browser or the server has refused.
    tell({ step: 'path', verdict: 'bad' });
  }
};
