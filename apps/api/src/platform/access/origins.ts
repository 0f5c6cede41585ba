const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origins under which this site answers: the public one, and when that is this machine, its other names.
 * Used for requests that change something and for the socket's upgrade.
 */
export const ownOrigins = (publicUrl: string): ReadonlySet<string> => {
  const url = new URL(publicUrl);
  if (!LOOPBACK.includes(url.hostname)) return new Set([url.origin]);
  const port = url.port === '' ? '' : `:${url.port}`;
  return new Set(LOOPBACK.map((host) => `${url.protocol}//${host}${port}`));
};
