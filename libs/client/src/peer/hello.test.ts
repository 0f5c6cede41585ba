import { anId } from '@relevo/testing';
import { createDeviceKey } from '../keys/key';
import { fingerprintOf } from './fingerprints';
import { checkHello, type HelloContext, makeHello } from './hello';

const here: HelloContext = {
  sessionId: anId(1),
  epoch: 7,
  fingerprints: { device: 'a'.repeat(64), csr: 'b'.repeat(64) },
};

test('SEC-C11 a hello counts for its own end, session, epoch and certificates, and for no other', async () => {
  const key = await createDeviceKey();
  const hello = await makeHello(key, 'csr', here);
  expect(await checkHello(hello, 'csr', here)).toEqual({ thumbprint: key.thumbprint });
  expect(await checkHello(hello, 'device', here)).toEqual({ alarm: 'wrong-signature' });
  expect(await checkHello(hello, 'csr', { ...here, sessionId: anId(2) })).toEqual({
    alarm: 'wrong-signature',
  });
  expect(await checkHello(hello, 'csr', { ...here, epoch: 8 })).toEqual({ alarm: 'wrong-signature' });
  const bridged = { ...here, fingerprints: { ...here.fingerprints, csr: 'c'.repeat(64) } };
  expect(await checkHello(hello, 'csr', bridged)).toEqual({ alarm: 'swapped-fingerprints' });
});

test('SEC-C11 a bridge that rewrites what a hello claims breaks its signature', async () => {
  const hello = await makeHello(await createDeviceKey(), 'device', here);
  const bridged = { ...here, fingerprints: { ...here.fingerprints, device: 'c'.repeat(64) } };
  const rewritten = { ...hello, fingerprints: bridged.fingerprints };
  expect(await checkHello(rewritten, 'device', bridged)).toEqual({ alarm: 'wrong-signature' });
  const other = await createDeviceKey();
  expect(await checkHello({ ...hello, key: other.publicKey }, 'device', here)).toEqual({
    alarm: 'wrong-signature',
  });
});

const line = (algorithm: string, byte: string, times = 32) =>
  `a=fingerprint:${algorithm} ${Array(times).fill(byte).join(':')}\r\n`;

test.each([
  ['one certificate by SHA-256', `v=0\r\n${line('sha-256', 'AB')}m=application\r\n`, 'ab'.repeat(32)],
  ['the same certificate in every section', line('sha-256', 'AB') + line('SHA-256', 'AB'), 'ab'.repeat(32)],
  ['two certificates', line('sha-256', 'AB') + line('sha-256', 'CD'), undefined],
  ['a weaker hash', line('sha-1', 'AB', 20), undefined],
  ['a weaker hash beside ours', line('sha-256', 'AB') + line('sha-1', 'AB', 20), undefined],
  ['a hash of the wrong length', line('sha-256', 'AB', 31), undefined],
  ['none', 'v=0\r\n', undefined],
])('a description with %s', (_name, sdp, expected) => {
  expect(fingerprintOf(sdp)).toBe(expected);
});
