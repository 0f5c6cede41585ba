import {
  type CheckResult,
  checkConnection,
  overallVerdict,
  pathVerdict,
  relayVerdict,
  SLOW_MS,
  type Surroundings,
} from './index';

const URLS = ['stun:here.example:3478', 'turn:here.example:3478'];
const FOUND = {
  kinds: ['host', 'srflx'],
  errors: [{ url: 'turn:here.example:3478', code: 401 }],
  tells: true,
};
let clock = 0;

const run = async (over: Partial<Surroundings> = {}) => {
  const results: CheckResult[] = [];
  await checkConnection(
    {
      rest: {
        alive: async () => {
          clock += 20;
          return { status: 'ok' as const };
        },
        iceUrls: async () => ({ urls: URLS }),
      },
      now: () => clock,
      browser: async () => true,
      line: async () => undefined,
      ways: async () => FOUND,
      ...over,
    },
    (result) => results.push(result),
  );
  return Object.fromEntries(results.map(({ step, verdict }) => [step, verdict]));
};

test('everything is looked at and well', async () => {
  expect(await run()).toEqual({ browser: 'ok', server: 'ok', line: 'ok', path: 'ok', relay: 'ok' });
});

test('a server that does not answer ends the check there; one that answers slowly is slow', async () => {
  const away = async () => {
    throw new Error('away');
  };
  const iceUrls = async () => ({ urls: URLS });
  expect(await run({ rest: { alive: away, iceUrls } })).toEqual({ browser: 'ok', server: 'bad' });
  const alive = async () => {
    clock += SLOW_MS + 1;
    return { status: 'ok' as const };
  };
  expect(await run({ rest: { alive, iceUrls } })).toMatchObject({ server: 'slow', line: 'ok' });
});

test('a browser that cannot is said first, and its ways are not looked for', async () => {
  expect(await run({ browser: async () => false })).toEqual({ browser: 'bad', server: 'ok', line: 'ok' });
});

test('ways that cannot even be looked for are bad, and the check comes to its end', async () => {
  const ways = () => Promise.reject(new Error('no such address'));
  expect(await run({ ways })).toEqual({ browser: 'ok', server: 'ok', line: 'ok', path: 'bad' });
});

test('a line that does not stand is bad', async () => {
  const line = () => Promise.reject(new Error('no line'));
  expect(await run({ line })).toMatchObject({ line: 'bad', path: 'ok' });
});

test('a relay is reached when it answers, whatever it answers; a path when somebody saw our address', () => {
  const silent = { kinds: ['host'], errors: URLS.map((url) => ({ url, code: 701 })), tells: true };
  expect([pathVerdict(URLS, FOUND), relayVerdict(URLS, FOUND)]).toEqual(['ok', 'ok']);
  expect([pathVerdict(URLS, silent), relayVerdict(URLS, silent)]).toEqual(['bad', 'bad']);
  expect([pathVerdict([], silent), relayVerdict([], silent)]).toEqual(['unknown', 'unknown']);
  const answersStun = { kinds: [], errors: [{ url: URLS[0] ?? '', code: 400 }], tells: true };
  expect(relayVerdict(URLS, answersStun)).toBe('bad');
  // A computer whose own address is the one that the server sees has no other to tell of.
  expect(pathVerdict(URLS, { ...FOUND, kinds: ['host'] })).toBe('unknown');
  // A browser that does not tell of answers says nothing about the relay.
  expect(relayVerdict(URLS, { kinds: ['host'], errors: [], tells: false })).toBe('unknown');
});

test('in one word: either way is enough for support', () => {
  const well: CheckResult[] = (['browser', 'server', 'line'] as const).map((step) => ({
    step,
    verdict: 'ok',
  }));
  const with_ = (path: CheckResult['verdict'], relay: CheckResult['verdict']) =>
    overallVerdict([...well, { step: 'path', verdict: path }, { step: 'relay', verdict: relay }]);
  expect(with_('ok', 'ok')).toBe('ok');
  expect(with_('unknown', 'unknown')).toBe('ok');
  expect(with_('bad', 'ok')).toBe('slow');
  expect(with_('ok', 'bad')).toBe('slow');
  expect(with_('bad', 'bad')).toBe('bad');
  expect(with_('unknown', 'bad')).toBe('bad');
  expect(overallVerdict([{ step: 'browser', verdict: 'bad' }])).toBe('bad');
});
