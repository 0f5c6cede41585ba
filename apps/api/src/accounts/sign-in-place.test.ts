import { browserOf, placeOf } from './sign-in-place';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

it('names browser and system', () => {
  expect(browserOf(FIREFOX)).toBe('Firefox · Windows');
  expect(placeOf({ ip: '::ffff:192.0.2.7', headers: { 'user-agent': FIREFOX } })).toEqual({
    address: '192.0.2.7',
    browser: 'Firefox · Windows',
  });
});

it.each([undefined, '', '<img src=x onerror=alert(1)>/1.0', '\u202eevil/1 (\u0000)'])(
  'SEC-X1 keeps nothing of what it does not know: %p',
  (agent) => {
    expect(browserOf(agent) ?? '').not.toMatch(/[<>\p{Cc}\u202e]/u);
  },
);
