import { CodeRation } from './code-ration';

test('SEC-C11 an end gives only so many codes: who makes it connect again and again gets ten, then one a minute', () => {
  let now = 5000;
  const ration = new CodeRation(() => now);
  expect(Array.from({ length: 10 }, () => ration.take())).toEqual(new Array(10).fill(0));
  expect(ration.take()).toBe(60_000);
  now += 20_000;
  expect(ration.take()).toBe(40_000);
  now += 40_000;
  expect(ration.take()).toBe(0);
  expect(ration.take()).toBe(60_000);
  // A day of trying once a second.
  let given = 0;
  for (let second = 0; second < 86_400; second += 1) {
    now += 1000;
    given += Number(ration.take() === 0);
  }
  expect(given).toBe(1440);
});
