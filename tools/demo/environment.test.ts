import { publicUrlOf, readEnvironment } from '../../apps/api/src/platform/config/config';
import { demoEnvironment } from './environment';

it('the demo is served on this machine by plain HTTP, from a database of its own, whatever the site has', () => {
  const site = {
    PATH: '/usr/bin',
    LOG_LEVEL: 'warn',
    PORT: '443',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/relevo',
    PUBLIC_URL: 'https://support.example.org',
    TLS_CERT: '/etc/relevo/tls/fullchain.pem',
    TLS_KEY: '/etc/relevo/tls/privkey.pem',
    DATABASE_URL: 'postgres://app@db.example.org/relevo',
    DATABASE_OWNER_URL: 'postgres://owner@db.example.org/relevo',
    REDIS_URL: 'redis://cache.example.org',
  };
  const env = demoEnvironment(site, { PORT: '4000', DATA_DIR: '/tmp/demo' });
  expect(env).toEqual({
    PATH: '/usr/bin',
    LOG_LEVEL: 'warn',
    PORT: '4000',
    HOST: '127.0.0.1',
    DATA_DIR: '/tmp/demo',
  });
  expect(publicUrlOf(readEnvironment(env))).toBe('http://localhost:4000');
});
