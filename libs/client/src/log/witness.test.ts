import { type Checkpoint, checkpointText, type LogKey, logKeyText } from '@relevo/domain';
import { createDeviceKey, type SigningKey } from '../keys/key';
import { memoryStore } from '../sync/store';
import { Witness } from './witness';

const STREAM = '01900000-0000-7000-8000-000000000001';
const HASH = 'a'.repeat(64);

const link = async (key: SigningKey, before?: SigningKey): Promise<LogKey> => {
  const words = {
    id: key.thumbprint,
    publicKey: key.publicKey,
    previous: before?.thumbprint ?? null,
    since: 1,
  };
  const text = logKeyText(words);
  return { ...words, signature: await key.sign(text), vouched: (await before?.sign(text)) ?? null };
};
const signed = async (key: SigningKey, seq = 1): Promise<Checkpoint> => {
  const words = { stream: STREAM, seq, hash: HASH, at: 1, keyId: key.thumbprint };
  return { ...words, signature: await key.sign(checkpointText(words)) };
};

test('SEC-D1 the newest head of a stream is remembered beyond this page load, for this person', () => {
  const store = memoryStore();
  const keys = () => Promise.resolve([]);
  const first = new Witness({ store, scope: 'me', keys });
  expect(first.seen(STREAM)).toBeUndefined();
  first.note(STREAM, { seq: 5, hash: HASH });
  first.note(STREAM, { seq: 4, hash: 'b'.repeat(64) });
  expect(new Witness({ store, scope: 'me', keys }).seen(STREAM)).toEqual({ seq: 5, hash: HASH });
  expect(new Witness({ store, scope: 'other', keys }).seen(STREAM)).toBeUndefined();
});

test('the oldest heads go when there are too many', () => {
  const store = memoryStore();
  for (let n = 1000; n < 1600; n += 1) store.set(`relevo.head.me.${n}`, '[1,"a"]');
  const witness = new Witness({ store, scope: 'me', keys: () => Promise.resolve([]) });
  expect(witness.seen('1099')).toBeUndefined();
  expect(witness.seen('1100')).toBeDefined();
});

test('SEC-D1 the key is believed at first sight; a checkpoint that it did not sign is forged', async () => {
  const [key, other] = [await createDeviceKey(), await createDeviceKey()];
  const store = memoryStore();
  let keys = [await link(key)];
  const aWitness = () => new Witness({ store, scope: 'me', keys: () => Promise.resolve(keys) });
  expect(await aWitness().check(await signed(key))).toBe('good');
  expect(await aWitness().check({ ...(await signed(key)), seq: 2 })).toBe('forged');
  // A server that comes with another key, after a reload as before.
  keys = [await link(other)];
  expect(await aWitness().check(await signed(other))).toBe('forged');
  keys = [await link(key), { ...(await link(other, key)), vouched: null }];
  expect(await aWitness().check(await signed(other))).toBe('forged');
});

test('SEC-D1 a key for which the one before stands is good, and so is the one before it', async () => {
  const [first, second, third] = [await createDeviceKey(), await createDeviceKey(), await createDeviceKey()];
  const keys = [await link(first), await link(second, first), await link(third, second)];
  for (const [seen, next] of [
    [first, third],
    [third, first],
  ] as const) {
    const witness = new Witness({ store: memoryStore(), scope: 'me', keys: () => Promise.resolve(keys) });
    expect(await witness.check(await signed(seen))).toBe('good');
    expect(await witness.check(await signed(next, 2))).toBe('good');
  }
});

test('keys that cannot be had say nothing', async () => {
  const key = await createDeviceKey();
  const witness = new Witness({ store: memoryStore(), scope: 'me', keys: () => Promise.reject(new Error()) });
  expect(await witness.check(await signed(key))).toBe('unknown');
});
