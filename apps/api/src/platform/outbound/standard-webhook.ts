import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** A secret as the Standard Webhooks libraries take it. @param bytes 32 random ones */
export const webhookSecretOf = (bytes: Buffer): string => `${PREFIX}${bytes.toString('base64')}`;

/**
 * Headers that prove who posted a body, and when (Standard Webhooks 1.0): HMAC-SHA-256 over `<id>.<time>.<body>`, one signature for each
 * secret that holds.
 * @param at ms since the epoch
 */
export const webhookHeaders = (
  secrets: readonly string[],
  id: string,
  body: string,
  at: number,
): Record<string, string> => {
  const time = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures.join(' ') };
};
