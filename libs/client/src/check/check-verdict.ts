/** What is looked at, in this order: each needs the one before. */
export const CHECK_STEPS = ['browser', 'server', 'line', 'path', 'relay'] as const;
export type CheckStep = (typeof CHECK_STEPS)[number];

/** `unknown` = this installation has nothing to look at there. */
export type CheckVerdict = 'ok' | 'slow' | 'bad' | 'unknown';

export interface CheckResult {
  readonly step: CheckStep;
  readonly verdict: CheckVerdict;
  /** Of the round trip, where one was measured. */
  readonly ms?: number;
}

/** A round trip beyond this is felt at every key press, ms. */
export const SLOW_MS = 250;

/** What came of looking for ways to STUN and TURN servers. */
export interface Ways {
  /** Kinds of the addresses that were found: `host`, `srflx`, `relay`. */
  readonly kinds: readonly string[];
  /** Answers of servers to the sign-in that we do not have; 701 = none answered (W3C webrtc-pc, RTCPeerConnectionIceErrorEvent). */
  readonly errors: readonly { readonly url: string; readonly code: number }[];
  /** Whether this browser tells of such answers at all: some do not. */
  readonly tells: boolean;
}

const isRelay = (url: string): boolean => /^turns?:/.test(url);
const NO_ANSWER = 701;

/**
 * Whether packets leave this network for others: a STUN server has said by which address it sees us. Where that is the one that we
 * know already, nothing is said (RFC 8445 5.1.3): only that no server answered makes it bad.
 */
export const pathVerdict = (urls: readonly string[], { kinds, errors, tells }: Ways): CheckVerdict => {
  const stun = urls.filter((url) => !isRelay(url));
  if (stun.length === 0) return 'unknown';
  if (kinds.includes('srflx')) return 'ok';
  const silent = stun.every((url) => errors.some((error) => error.url === url && error.code === NO_ANSWER));
  return tells && silent ? 'bad' : 'unknown';
};

/** Whether a relay can be reached: one that refuses the sign-in is there. */
export const relayVerdict = (urls: readonly string[], { kinds, errors, tells }: Ways): CheckVerdict => {
  if (!tells || !urls.some(isRelay)) return 'unknown';
  const answered = errors.some(({ url, code }) => isRelay(url) && code !== NO_ANSWER);
  return kinds.includes('relay') || answered ? 'ok' : 'bad';
};

/** Of a round trip; undefined = there was none. @param ms */
export const tripVerdict = (ms: number | undefined): CheckVerdict => {
  if (ms === undefined) return 'bad';
  return ms > SLOW_MS ? 'slow' : 'ok';
};

/** In one word. Support works over a relay alone, or over a direct path alone. */
export const overallVerdict = (results: readonly CheckResult[]): 'ok' | 'slow' | 'bad' => {
  const of = (step: CheckStep) => results.find((result) => result.step === step)?.verdict;
  const needed = [of('browser'), of('server'), of('line')];
  const ways = [of('path'), of('relay')];
  if (needed.includes('bad') || (ways.includes('bad') && !ways.includes('ok'))) return 'bad';
  return [...needed, ...ways].some((verdict) => verdict === 'slow' || verdict === 'bad') ? 'slow' : 'ok';
};
