import { publicKey as publicKeySchema, thumbprint } from '@relevo/contracts';
import { signedBy } from '../commands/device-signature';
import { siteKey } from './site-key';

const SECRET = 'a'.repeat(43);

test('a secret makes one key, whose signatures anybody can check', async () => {
  const key = siteKey(SECRET);
  expect(siteKey(SECRET).publicKey).toBe(key.publicKey);
  expect(siteKey('b'.repeat(43)).id).not.toBe(key.id);
  expect(publicKeySchema.parse(key.publicKey)).toBe(key.publicKey);
  expect(thumbprint.parse(key.id)).toBe(key.id);
  const signature = key.sign('María');
  expect(await signedBy(key.publicKey, 'María', signature)).toBe(true);
  expect(await signedBy(key.publicKey, 'Maria', signature)).toBe(false);
});
