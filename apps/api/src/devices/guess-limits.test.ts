import { until } from '@relevo/testing';
import { readConfig } from '../platform/config';
import { RateLimits } from '../platform/rate-limit/rate-limits';
import { GuessLimits } from './guess-limits';

let limits: GuessLimits;
beforeEach(() => {
  const config = readConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    SITE_SECRET: 'A'.repeat(43),
  });
  limits = new GuessLimits(new RateLimits(config));
});

/** Seconds to wait after a try of a code from this address; 0 = it was let through. */
const tried = (address: string, code: string): Promise<number> =>
  limits.code(address, Buffer.from(code)).then(
    () => 0,
    (error: { details: { retryAfterSeconds: number } }) => error.details.retryAfterSeconds,
  );

let addresses = 0;
/** The same from a new address at each try, once the limit of the site, which opens again every second, allows one. */
const once = (code: string): Promise<number> =>
  until('room in this second', 5_000, async () => {
    addresses += 1;
    const wait = await tried(`address ${addresses}`, code);
    return wait === 1 ? null : { wait };
  }).then(({ wait }) => wait);

it('SEC-J3 one code is tried five times at most, by whomever; another one may be', async () => {
  const waits: number[] = [];
  for (let n = 0; n < 6; n += 1) waits.push(await once('a code'));
  expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(waits[5]).toBeGreaterThan(1);
  expect(await once('another code')).toBe(0);
});

it('SEC-J3 one address tries ten codes a minute at most; another address may go on', async () => {
  const waits: number[] = [];
  for (let n = 0; n < 11; n += 1) waits.push(await tried('198.51.100.1', `code ${n}`));
  expect(waits.slice(0, 10).every((wait) => wait <= 1)).toBe(true);
  expect(waits[10]).toBeGreaterThan(1);
  expect(await once('code')).toBe(0);
});

it('SEC-J3 all together try a few codes a second at most, and what that holds back costs a code no try', async () => {
  const flood = Array.from({ length: 100 }, (_, n) => tried(`198.51.100.${n}`, `code ${n}`));
  const honest = Array.from({ length: 100 }, (_, n) => tried(`203.0.113.${n}`, 'honest'));
  const waits = await Promise.all(flood);
  expect(waits).toContain(0);
  expect(waits).toContain(1);
  expect((await Promise.all(honest)).filter((wait) => wait === 1).length).toBeGreaterThan(5);
  expect(await once('honest')).toBe(0);
});
