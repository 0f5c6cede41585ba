import { slowness, slownessOf } from './machine-pressure';

test('programs on a busy machine take as much longer as they wait for a core', () => {
  const said = (avg10: string) =>
    `some avg10=${avg10} avg60=60.01 avg300=47.33 total=49384618988\nfull avg10=0.00\n`;
  expect(slownessOf(said('0.00'))).toBe(1);
  expect(slownessOf(said('70.08'))).toBeCloseTo(4.504);
  expect(slownessOf(said('100'))).toBe(6);
});

test('a kernel that says nothing is taken for a machine at rest', async () => {
  expect(slownessOf('')).toBe(1);
  expect(slownessOf('some avg60=3')).toBe(1);
  expect(await slowness()).toBeGreaterThanOrEqual(1);
});
