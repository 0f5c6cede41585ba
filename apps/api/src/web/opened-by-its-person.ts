import type { FastifyRequest } from 'fastify';

/** The address that starts a session when it is opened (W4). */
export const START_PATH = '/start';

/**
 * Whether a person opened this address themselves: typed it, took a bookmark or a shortcut, or came from a page of ours. What another
 * site, even one of the same domain, or a browser that does not say led to it, may start nothing by itself (Fetch Metadata).
 */
export const openedByItsPerson = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  headers['sec-fetch-site'] === 'none' || headers['sec-fetch-site'] === 'same-origin';

/** The same address, which then asks first; the page cannot be told otherwise by what stands in it. */
export const askingFirst = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}ask=1`;

/** Whether it asks already. */
export const asksFirst = (url: string): boolean => new URLSearchParams(url.split('?', 2)[1] ?? '').has('ask');
