import { wayIn } from './way-in';

const PUBLIC = 'https://support.example.org';

it.each([
  ['https', 'support.example.org', PUBLIC, true, 'tls'],
  ['https', '192.168.1.5:3000', PUBLIC, true, 'tls'],
  ['http', 'localhost:3000', 'http://localhost:3000', false, 'local'],
  ['http', 'relevo.localhost', PUBLIC, true, 'local'],
  ['http', '127.0.0.1:3000', PUBLIC, true, 'local'],
  ['http', '[::1]:3000', PUBLIC, true, 'local'],
  ['http', '192.168.1.5:3000', 'http://192.168.1.5:3000', false, 'plain'],
  ['http', 'localhost.example.org', 'http://localhost:3000', false, 'plain'],
  ['http', '127.0.0.1.example.org', 'http://localhost:3000', false, 'plain'],
  // A proxy that we were not told of, and one that says itself that no TLS was used.
  ['http', 'support.example.org', PUBLIC, false, 'tls'],
  ['http', 'support.example.org', PUBLIC, true, 'plain'],
  ['http', 'other.example.org', PUBLIC, false, 'plain'],
] as const)('%s to %s, public %s, proxies named: %s, is %s', (protocol, host, publicUrl, proxies, way) => {
  expect(wayIn({ protocol, host }, publicUrl, proxies)).toBe(way);
});
