import { until } from '@relevo/testing';
import { CodeRation } from './code-ration';
import { type SafetyMessage, SafetyTalk, type SafetyTalkOptions } from './safety-talk';
import type { LinkRole } from './types';

const fingerprints = { device: 'd'.repeat(64), csr: 'c'.repeat(64) };
const keys = { device: 'device key', csr: 'csr key' };
const proven = { sessionId: 'session', fingerprints, keys };

/** One end; what it sends waits in `sent`. */
const end = (role: LinkRole, over: Partial<SafetyTalkOptions> = {}) => {
  const sent: SafetyMessage[] = [];
  const heard: string[] = [];
  const talk: SafetyTalk = new SafetyTalk({
    role,
    ration: new CodeRation(),
    send: (message) => sent.push(message),
    changed: () => heard.push(talk.code ?? 'none'),
    broken: () => heard.push('broken'),
    ...over,
  });
  return { talk, sent, heard };
};
type End = ReturnType<typeof end>;

/** Carries everything to and fro until nobody has more to say. */
const carry = (a: End, b: End): void => {
  while (a.sent.length + b.sent.length > 0) {
    for (const message of a.sent.splice(0)) b.talk.hear(message);
    for (const message of b.sent.splice(0)) a.talk.hear(message);
  }
};

test('SEC-C11 both ends come to one code of six digits, and say so once', () => {
  const [csr, device] = [end('csr'), end('device')];
  csr.talk.begin(proven);
  device.talk.begin(proven);
  expect([csr.talk.code, device.talk.code]).toEqual([undefined, undefined]);
  carry(csr, device);
  expect(csr.talk.code).toMatch(/^[0-9]{6}$/);
  expect(device.talk.code).toBe(csr.talk.code);
  expect(csr.heard).toEqual([csr.talk.code]);
  expect(device.heard).toEqual([csr.talk.code]);
});

test('SEC-C11 no nonce is told before the far end is bound', () => {
  const csr = end('csr');
  csr.talk.begin(proven);
  expect(csr.sent.map(({ type }) => type)).toEqual(['link.commit']);
});

test('SEC-C11 whose keys or certificates are others comes to no code with us', () => {
  for (const other of [
    { ...proven, keys: { ...keys, csr: 'stolen' } },
    { ...proven, fingerprints: { ...fingerprints, csr: 'e'.repeat(64) } },
    { ...proven, sessionId: 'another' },
  ]) {
    const [csr, device] = [end('csr'), end('device')];
    csr.talk.begin(other);
    device.talk.begin(proven);
    carry(csr, device);
    expect(device.heard).toEqual(['broken']);
    expect(device.talk.code).toBeUndefined();
  }
});

test('SEC-C11 a code goes with its connection, and the next connection has another', () => {
  const [csr, device] = [end('csr'), end('device')];
  const meet = () => {
    csr.talk.begin(proven);
    device.talk.begin(proven);
    carry(csr, device);
    return csr.talk.code;
  };
  const first = meet();
  csr.talk.reset();
  device.talk.reset();
  expect(csr.talk.code).toBeUndefined();
  csr.talk.reset();
  const second = meet();
  expect(second).not.toBe(first);
  expect(csr.heard).toEqual([first, 'none', second]);
});

test('what comes when no connection stands is not heard', () => {
  const csr = end('csr');
  csr.talk.hear({ type: 'link.reveal', nonce: 'f'.repeat(64) });
  expect([csr.heard, csr.sent]).toEqual([[], []]);
});

test('SEC-C11 an end whose codes are used up binds itself later, and not at all once the connection is gone', async () => {
  let now = 0;
  const ration = new CodeRation(() => now);
  for (let n = 0; n < 10; n += 1) ration.take();
  now = 59_990;
  const [late, gone] = [end('device', { ration }), end('device', { ration })];
  late.talk.begin(proven);
  gone.talk.begin(proven);
  expect([late.sent, gone.sent]).toEqual([[], []]);
  gone.talk.reset();
  now = 120_000;
  await until('a commitment', 5000, async () => late.sent[0] ?? null);
  expect(gone.sent).toEqual([]);
});
