import jest from '../../jest.config.mjs';

const [unit] = jest.projects;
const RESULTS = 'test-results/mutation';

/** Stryker over the rules. Which folders: `npm run mutate` says it by `--mutate`. */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/jest-runner', '@stryker-mutator/typescript-checker'],
  // Without our own Jest configuration: it would be found, and name parts that are not here.
  ignorePatterns: ['**', '!libs/domain/**', '!libs/testing/**', '!tools/mutate/**', '!*.json'],
  tempDirName: `${RESULTS}/work`,
  cleanTempDir: 'always',
  // A change that the compiler refuses cannot be made: `npm run check` is the test that kills it.
  checkers: ['typescript'],
  tsconfigFile: 'tools/mutate/tsconfig.json',
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  jest: {
    projectType: 'custom',
    enableFindRelatedTests: false,
    config: {
      ...unit,
      roots: ['<rootDir>/libs/domain/src', '<rootDir>/libs/testing/src', '<rootDir>/tools/mutate'],
      testMatch: ['<rootDir>/tools/mutate/rules.all.ts'],
      moduleNameMapper: {
        '^@relevo/testing$': '<rootDir>/libs/testing/src/pure.ts',
        ...unit.moduleNameMapper,
      },
    },
  },
  concurrency: 1,
  timeoutMS: 8000,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: true },
  jsonReporter: { fileName: `${RESULTS}/report.json` },
  thresholds: { high: 95, low: 90, break: 90 },
};
