import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from '../build/sources.mjs';

const levelOf = (file) => /^test\/(integration|e2e|adversary)\//.exec(file)?.[1] ?? 'unit';

/** One entry per test, and one for a file that could not run. */
function entriesOf(suite) {
  const file = relative(ROOT, suite.testFilePath);
  const common = { file, level: levelOf(file) };
  if (suite.testExecError || suite.testResults.length === 0)
    return [
      { ...common, titles: [], status: suite.failureMessage || suite.testExecError ? 'failed' : 'empty' },
    ];
  return suite.testResults.map(({ title, ancestorTitles, status }) => ({
    ...common,
    titles: [title, ...ancestorTitles],
    status,
  }));
}

/** Jest reporter that writes every result to the file named by TEST_RESULTS_FILE. */
export default class ResultsReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.TEST_RESULTS_FILE;
    if (file) writeFileSync(file, JSON.stringify(results.testResults.flatMap(entriesOf)));
  }
}
