import type { RawEnvironment } from '../../apps/api/src/platform/config/config';

/** What a site has for itself and the demo makes anew: database, address and certificate. */
const OF_A_SITE = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'REDIS_URL',
  'PUBLIC_URL',
  'HOST',
  'TLS_CERT',
  'TLS_KEY',
];

/** Settings of the demo: a server of its own on this machine by plain HTTP, whatever the environment says of another. */
export const demoEnvironment = (
  env: RawEnvironment,
  own: { PORT: string; DATA_DIR: string },
): RawEnvironment => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !OF_A_SITE.includes(name))),
  ...own,
  HOST: '127.0.0.1',
});
