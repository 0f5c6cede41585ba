import { createHmac } from 'node:crypto';

/**
 * Headers that prove who posted a body, and when: HMAC-SHA-256 over `<time>.<body>`, so that nobody can send an old one again as
 * a new one. docs/integrate.md says how to check them.
 * @param at ms since the epoch
 */
export const signedHeaders = (secret: string, body: string, at: number): Record<string, string> => {
  const time = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return { 'x-relevo-time': time, 'x-relevo-signature': `v1=${signature}` };
};
