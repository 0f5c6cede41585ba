import { createHmac } from 'node:crypto';
import type { IceServers } from '@relevo/contracts';

/** How long a sign-in to the TURN servers lasts, in seconds. */
const TURN_SECONDS = 600;

/**
 * STUN and TURN servers for one participant. TURN sign-ins are made from the shared secret as coturn's
 * `use-auth-secret` expects them: the user name says when it ends, the password is its HMAC-SHA-1.
 * @param now ms since the epoch
 */
export const iceServersFor = (
  participant: string,
  urls: readonly string[],
  turnSecret: string | null,
  now: number,
): IceServers => {
  const username = `${Math.floor(now / 1000) + TURN_SECONDS}:${participant}`;
  const signIn = turnSecret && {
    username,
    credential: createHmac('sha1', turnSecret).update(username).digest('base64'),
  };
  return {
    iceServers: urls.map((url) => ({ urls: [url], ...(/^turns?:/.test(url) && signIn) })),
  };
};
