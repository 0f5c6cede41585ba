import Bowser from 'bowser';
import type { FastifyRequest } from 'fastify';
import { clientAddress } from '../platform/rate-limit/client-address';

/** From where somebody signs in. */
export interface SignInPlace {
  readonly address: string;
  /** For people, such as `Firefox · Windows`; null when the browser said nothing known. */
  readonly browser: string | null;
}

const LONGEST = 60;

/** What a browser says of itself, in the words of a list: nothing of its own text is kept. */
export const browserOf = (userAgent: string | undefined): string | null => {
  if (!userAgent) return null;
  const { browser, os } = Bowser.parse(userAgent.slice(0, 512));
  const words = [browser.name, os.name].filter((word) => word && /^[\p{L}\p{N} .+-]+$/u.test(word));
  return words.length > 0 ? words.join(' · ').slice(0, LONGEST) : null;
};

/** The place of a request. */
export const placeOf = (request: Pick<FastifyRequest, 'ip' | 'headers'>): SignInPlace => ({
  address: clientAddress(request.ip),
  browser: browserOf(request.headers['user-agent']),
});
