import { attachTranscript, type DeviceCredential, joinTranscript } from '@relevo/contracts';
import { anId } from '@relevo/testing';
import { createDeviceKey, type SigningKey, verifySignature } from '../keys/key';
import { attachAgent, joinSession } from './entering';
import { ApiFailure } from './failure';

const CREDENTIAL: DeviceCredential = {
  credential: 'c',
  sessionId: anId(1),
  conversationId: anId(2),
  participantId: anId(3),
  deviceId: anId(4),
};
const failure = (code: 'UNAVAILABLE' | 'INVITE_USED') => new ApiFailure({ code, message: '' }, 0);

/** A server that answers so many times with a failure before it lets in. */
const door = (failures: readonly ApiFailure[]) => {
  const left = [...failures];
  const asked: unknown[] = [];
  const ask = async (body: unknown): Promise<DeviceCredential> => {
    asked.push(body);
    const next = left.shift();
    if (next) throw next;
    return CREDENTIAL;
  };
  return { rest: { join: ask, attachDevice: ask }, asked };
};

const deviceOf = (key: SigningKey) => ({
  deviceId: anId(4),
  kind: 'page' as const,
  name: 'Firefox',
  key: key.publicKey,
  can: [],
});
const joinBody = (key: SigningKey, code: string) => ({
  proof: { code },
  participantId: anId(3),
  name: 'María',
  language: 'es' as const,
  device: deviceOf(key),
});

/** Lets time pass until a promise has settled. */
const settled = async <T>(promise: Promise<T>): Promise<T> => {
  let open = true;
  const noted = promise.finally(() => {
    open = false;
  });
  noted.catch(() => undefined);
  while (open) {
    await new Promise((resolve) => setImmediate(resolve));
    await jest.advanceTimersByTimeAsync(100);
  }
  return noted;
};

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});

test('a join is signed as the contract reads it, and asked again in the same words while no answer comes', async () => {
  const key = await createDeviceKey();
  const { rest, asked } = door([failure('UNAVAILABLE'), failure('UNAVAILABLE')]);
  expect(await settled(joinSession(rest, key, joinBody(key, '123-456 789')))).toEqual(CREDENTIAL);
  expect(asked).toHaveLength(3);
  expect(asked[1]).toEqual(asked[0]);
  expect(asked[2]).toEqual(asked[0]);
  const { signature, proof } = asked[0] as { signature: string; proof: { code: string } };
  expect(proof).toEqual({ code: '123456789' });
  const words = { proof, participantId: anId(3), deviceId: anId(4), key: key.publicKey };
  expect(await verifySignature(key.publicKey, joinTranscript(words), signature)).toBe(true);
});

test('an attaching is signed, and asked again while no answer comes', async () => {
  const key = await createDeviceKey();
  const { rest, asked } = door([failure('UNAVAILABLE')]);
  await settled(attachAgent(rest, key, { code: '987 654 321', device: deviceOf(key) }));
  expect(asked).toHaveLength(2);
  const { signature, code } = asked[1] as { signature: string; code: string };
  expect(code).toBe('987654321');
  const words = { code, deviceId: anId(4), key: key.publicKey };
  expect(await verifySignature(key.publicKey, attachTranscript(words), signature)).toBe(true);
});

test('a refusal is not asked again', async () => {
  const key = await createDeviceKey();
  const { rest, asked } = door([failure('INVITE_USED')]);
  await expect(settled(joinSession(rest, key, joinBody(key, '123456789')))).rejects.toMatchObject({
    code: 'INVITE_USED',
  });
  expect(asked).toHaveLength(1);
});

test('after a while without an answer it gives up, and another call tries the same again', async () => {
  const key = await createDeviceKey();
  const away = Array.from({ length: 100 }, () => failure('UNAVAILABLE'));
  const { rest, asked } = door(away);
  await expect(settled(joinSession(rest, key, joinBody(key, '123456789')))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  });
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.length).toBeLessThan(20);
});
