import { tourOf } from '../support/tour';

// As many screens as there are take their time, on a busy machine a long one.
jest.setTimeout(1_200_000);

test('W47 nothing is wrong with any screen of the console', async () => {
  const { said, wrong, code, pictures } = await tourOf('console');
  expect(wrong).toEqual([]);
  expect(said).toContain('Pictures are in');
  expect(code).toBe(0);
  expect(pictures).toBeGreaterThan(30);
});
