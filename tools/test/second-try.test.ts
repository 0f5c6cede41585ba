import { secondTry, type TestResult } from './second-try.mjs';

const result = (file: string, title: string, status = 'passed'): TestResult => ({
  file,
  level: 'e2e',
  titles: [title],
  status,
});

const FIRST = [
  result('chat.test.ts', 'is heard'),
  result('stop.test.ts', 'ends control', 'failed'),
  result('stop.test.ts', 'is told'),
];

test('a file that passes at the second try counts as passed, and its first failure is told', async () => {
  const asked: string[] = [];
  const again = [result('stop.test.ts', 'ends control'), result('stop.test.ts', 'is told')];
  const { results, unsteady } = await secondTry(FIRST, async ({ file }) => {
    asked.push(file);
    return again;
  });
  expect(asked).toEqual(['stop.test.ts']);
  expect(results).toEqual([FIRST[0], ...again]);
  expect(unsteady).toEqual([FIRST[1]]);
});

test('a file that fails twice has failed, also where another of its tests failed first', async () => {
  const again = [result('stop.test.ts', 'ends control'), result('stop.test.ts', 'is told', 'failed')];
  const { results, unsteady } = await secondTry(FIRST, async () => again);
  expect(results).toEqual([FIRST[0], ...again]);
  expect(unsteady).toEqual([]);
});

test('many failing files are not tried again', async () => {
  const many = Array.from({ length: 9 }, (_, n) => result(`${n}.test.ts`, 'works', 'failed'));
  const none = jest.fn();
  expect(await secondTry(many, none)).toEqual({ results: many, unsteady: [] });
  expect(none).not.toHaveBeenCalled();
});
