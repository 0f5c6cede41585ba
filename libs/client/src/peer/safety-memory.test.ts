import { memoryStore } from '../sync/store';
import { SafetyMemory } from './safety-memory';

test('SEC-C11 a "yes" is remembered for one far end and key only, a "no" for every key', () => {
  const store = memoryStore();
  new SafetyMemory(store, 'codes').say('pc', 'key', true);
  new SafetyMemory(store, 'codes').say('phone', 'key', false);
  const memory = new SafetyMemory(store, 'codes');
  expect(memory.of('pc', 'key')).toBe(true);
  expect(memory.of('pc', 'another')).toBeUndefined();
  expect(memory.of('pc', undefined)).toBeUndefined();
  expect(memory.of('other', 'key')).toBeUndefined();
  expect(memory.of('phone', 'another')).toBe(false);
});

test('what cannot be read is as if nothing had been said, and old words make room', () => {
  const store = memoryStore();
  store.set('codes', '{"pc":{"matches":true}}');
  const memory = new SafetyMemory(store, 'codes');
  expect(memory.all).toEqual({});
  for (let n = 0; n < 60; n += 1) memory.say(`pc ${n}`, 'key', true);
  expect(Object.keys(memory.all)).toHaveLength(50);
  expect(memory.of('pc 59', 'key')).toBe(true);
});
