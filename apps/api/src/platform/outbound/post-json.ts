import type { Networks } from '../networks';
import { checkedAddresses } from './address-check';

const PATIENCE_MS = 5000;
const WHOLE_MS = 10_000;
/** Longest answer that is read, bytes. */
const MOST_BYTES = 64 * 1024;

export interface Posting {
  /** `http:` or `https:`, without a user. */
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowed: Networks;
  readonly signal?: AbortSignal;
}

export interface Posted {
  readonly status: number;
  readonly text: string;
}

/**
 * Posts JSON to an address that somebody typed into the settings (SEC-N1): the host is resolved once, every address checked, and
 * only those are connected to; no redirect is followed; time and size of the answer are bounded; certificates are checked.
 * @throws AddressRefused; Error of the line
 */
export const postJson = async ({ url, body, headers, allowed, signal }: Posting): Promise<Posted> => {
  const target = new URL(url);
  const addresses = await checkedAddresses(target.hostname, target, allowed);
  // Loaded when something is posted: most processes never do, and every start would wait for it.
  const { Agent, request } = await import('undici');
  const dispatcher = new Agent({
    connect: {
      timeout: PATIENCE_MS,
      // Whatever the name says by now: these were looked at.
      lookup: (_host, options, done) => {
        const [first] = addresses;
        if ('all' in options && options.all) done(null, addresses);
        else done(null, first?.address ?? '', first?.family ?? 4);
      },
    },
    headersTimeout: PATIENCE_MS,
    bodyTimeout: PATIENCE_MS,
    maxResponseSize: MOST_BYTES,
  });
  try {
    const whole = AbortSignal.timeout(WHOLE_MS);
    const answer = await request(target, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json', ...headers },
      body,
      signal: signal ? AbortSignal.any([signal, whole]) : whole,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  } finally {
    await dispatcher.destroy();
  }
};
