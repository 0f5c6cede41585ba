import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from '../build/sources.mjs';

const levelOf = (file) => /^test\/(integration|e2e|adversary)\//.exec(file)?.[1] ?? 'unit';

/** Longest cause of a failure that is repeated at the end, characters. */
const MAX_WHY = 1200;
const whyOf = (messages) => stripVTControlCharacters(messages.join('\n')).slice(0, MAX_WHY);

/** One entry per test, and one for a file that could not run. */
function entriesOf(suite) {
  const file = relative(ROOT, suite.testFilePath);
  const common = { file, level: levelOf(file) };
  if (suite.testExecError || suite.testResults.length === 0)
    return [
      {
        ...common,
        titles: [],
        status: suite.failureMessage || suite.testExecError ? 'failed' : 'empty',
        ...(suite.failureMessage && { why: whyOf([suite.failureMessage]) }),
      },
    ];
  return suite.testResults.map(({ title, ancestorTitles, status, failureMessages }) => ({
    ...common,
    titles: [title, ...ancestorTitles],
    status,
    ...(failureMessages.length > 0 && { why: whyOf(failureMessages) }),
  }));
}

/** Jest reporter that writes every result to the file named by TEST_RESULTS_FILE. */
export default class ResultsReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.TEST_RESULTS_FILE;
    if (file) writeFileSync(file, JSON.stringify(results.testResults.flatMap(entriesOf)));
  }
}
