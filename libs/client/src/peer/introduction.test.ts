import { anId, until } from '@relevo/testing';
import { createDeviceKey, type SigningKey } from '../keys/key';
import { type HelloContext, makeHello } from './hello';
import { Introduction, type IntroductionOptions } from './introduction';

const here: HelloContext = {
  sessionId: anId(1),
  epoch: 7,
  fingerprints: { device: 'a'.repeat(64), csr: 'b'.repeat(64) },
};

let csrKey: SigningKey;
let deviceKey: SigningKey;
beforeAll(async () => {
  csrKey = await createDeviceKey();
  deviceKey = await createDeviceKey();
});

/** The console's end, and everything that it does. */
const consoleEnd = (over: Partial<IntroductionOptions> = {}) => {
  const heard: string[] = [];
  const introduction = new Introduction({
    role: 'csr',
    key: csrKey,
    expectedKey: () => deviceKey.thumbprint,
    now: () => 0,
    send: ({ type }) => heard.push(type),
    done: ({ thumbprint, fingerprints }) => {
      expect([thumbprint, fingerprints]).toEqual([deviceKey.thumbprint, here.fingerprints]);
      heard.push('done');
    },
    refused: (alarm) => heard.push(alarm),
    ...over,
  });
  introduction.whenDone(() => heard.push('early'));
  return { heard, introduction };
};
const fromDevice = (context = here) => makeHello(deviceKey, 'device', context);

test.each([
  ['we speak first', false],
  ['the device speaks first', true],
])(
  'SEC-C11 both ends are known when each has shown itself, and only then what was said early counts: %s',
  async (_title, deviceFirst) => {
    const { heard, introduction } = consoleEnd();
    const turns = [() => introduction.say(here), async () => introduction.hear(await fromDevice(), here)];
    const [first, second] = deviceFirst ? turns.toReversed() : turns;
    await first?.();
    expect(heard).not.toContain('done');
    await second?.();
    introduction.whenDone(() => heard.push('later'));
    expect(heard).toEqual(['link.hello', 'done', 'early', 'later']);
  },
);

test('SEC-C11 only the first hello counts: a second one neither proves nor refuses', async () => {
  const { heard, introduction } = consoleEnd();
  await introduction.say(here);
  await introduction.hear(await fromDevice(), here);
  await introduction.hear(await makeHello(csrKey, 'csr', here), here);
  expect(heard).toEqual(['link.hello', 'done', 'early']);
});

test('SEC-C11 who does not show this very connection is refused', async () => {
  const other = { ...here, fingerprints: { ...here.fingerprints, csr: 'c'.repeat(64) } };
  for (const [hello, context, alarm] of [
    [await fromDevice(other), here, 'swapped-fingerprints'],
    [await fromDevice(), undefined, 'swapped-fingerprints'],
    [await fromDevice({ ...here, epoch: 6 }), here, 'wrong-signature'],
    [await makeHello(deviceKey, 'csr', here), here, 'wrong-signature'],
  ] as const) {
    const { heard, introduction } = consoleEnd();
    await introduction.say(here);
    await introduction.hear(hello, context);
    expect(heard).toEqual(['link.hello', alarm]);
  }
});

test('SEC-C11 a key that the log does not name yet is waited for 5 s, and refused then', async () => {
  const log: { key?: string } = {};
  const patient = consoleEnd({ expectedKey: () => log.key });
  await patient.introduction.say(here);
  await patient.introduction.hear(await fromDevice(), here);
  expect(patient.heard).toEqual(['link.hello']);
  log.key = deviceKey.thumbprint;
  await until('done', 5000, async () => patient.heard.includes('done') || null);

  let now = 0;
  const vain = consoleEnd({ expectedKey: () => csrKey.thumbprint, now: () => now });
  await vain.introduction.say(here);
  await vain.introduction.hear(await fromDevice(), here);
  now = 4999;
  expect(vain.heard).toEqual(['link.hello']);
  now = 5000;
  await until('a refusal', 5000, async () => vain.heard.includes('wrong-key') || null);
  expect(vain.heard).toEqual(['link.hello', 'wrong-key']);
});

test('a connection that is gone proves nothing any more, and forgets what was said on it', async () => {
  const { heard, introduction } = consoleEnd();
  const hello = await fromDevice();
  const both = [introduction.say(here), introduction.hear(hello, here)];
  introduction.close();
  await Promise.all(both);
  introduction.whenDone(() => heard.push('late'));
  expect(heard).toEqual([]);
});

test('a far end that is not proven cannot fill our memory: 256 of its messages wait', async () => {
  const { introduction } = consoleEnd();
  let acts = 0;
  for (let n = 0; n < 1000; n += 1) introduction.whenDone(() => (acts += 1));
  await introduction.say(here);
  await introduction.hear(await fromDevice(), here);
  // The scene's own is the first of them.
  expect(acts).toBe(255);
});
