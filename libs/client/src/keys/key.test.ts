import { createHash, createPublicKey, verify } from 'node:crypto';
import { base64url, publicKey, thumbprint } from '@relevo/contracts';
import { createDeviceKey, verifySignature } from './key';
import { type KeyStore, loadOrCreateKey } from './key-store';
import { thumbprintOf } from './thumbprint';

test('a public key is the canonical text of the contract, and its thumbprint that of RFC 7638', async () => {
  const key = await createDeviceKey();
  expect(publicKey.safeParse(key.publicKey).success).toBe(true);
  expect(thumbprint.safeParse(key.thumbprint).success).toBe(true);
  expect(key.thumbprint).toBe(createHash('sha256').update(key.publicKey).digest('base64url'));
  expect(thumbprintOf(key.publicKey)).toBe(key.thumbprint);
});

test('signatures are ECDSA P-256 with SHA-256 in IEEE P1363 form', async () => {
  const key = await createDeviceKey();
  const signature = await key.sign('María 漢');
  expect(base64url.safeParse(signature).success).toBe(true);
  const jwk = createPublicKey({ key: JSON.parse(key.publicKey), format: 'jwk' });
  const bytes = Buffer.from(signature, 'base64url');
  expect(bytes).toHaveLength(64);
  expect(verify('sha256', Buffer.from('María 漢'), { key: jwk, dsaEncoding: 'ieee-p1363' }, bytes)).toBe(
    true,
  );
});

test('only the right text under the right key verifies', async () => {
  const [key, other] = [await createDeviceKey(), await createDeviceKey()];
  const signature = await key.sign('text');
  expect(await verifySignature(key.publicKey, 'text', signature)).toBe(true);
  expect(await verifySignature(key.publicKey, 'Text', signature)).toBe(false);
  expect(await verifySignature(other.publicKey, 'text', signature)).toBe(false);
  expect(await verifySignature(key.publicKey, 'text', 'AAAA')).toBe(false);
  expect(await verifySignature(key.publicKey, 'text', '*')).toBe(false);
  // 64 bytes end within a letter: sixteen letters would mean the same bytes to a lenient reader.
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
  const right = await Promise.all(
    letters.map((letter) => verifySignature(key.publicKey, 'text', signature.slice(0, -1) + letter)),
  );
  expect(right.filter(Boolean)).toEqual([true]);
  expect(await verifySignature('{}', 'text', signature)).toBe(false);
  expect(await verifySignature('no key', 'text', signature)).toBe(false);
});

test('a named key is made once, and cannot be taken out of its place', async () => {
  const pairs = new Map<string, CryptoKeyPair>();
  const store: KeyStore = {
    load: async (name) => pairs.get(name),
    save: async (name, pair) => void pairs.set(name, pair),
  };
  const first = await loadOrCreateKey(store, 'csr');
  const second = await loadOrCreateKey(store, 'csr');
  expect(second.thumbprint).toBe(first.thumbprint);
  expect((await loadOrCreateKey(store, 'other')).thumbprint).not.toBe(first.thumbprint);
  const pair = pairs.get('csr') as CryptoKeyPair;
  await expect(crypto.subtle.exportKey('jwk', pair.privateKey)).rejects.toThrow();
});
