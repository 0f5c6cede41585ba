/** Nest 12 and a few others are ESM only; Jest on Node 20 needs them compiled to CommonJS. */
const ESM_PACKAGES = [
  '@borewit',
  '@fastify/cookie',
  '@nestjs',
  '@noble/hashes',
  '@otplib',
  '@scure',
  '@tokenizer',
  'content-disposition',
  'content-type',
  'cookie',
  'file-type',
  'load-esm',
  'strtok3',
  'token-types',
  'uint8array-extras',
  'uuid',
];

const swc = (parser) => ({
  swcrc: false,
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser,
    transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
});

const common = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[tj]sx$': ['@swc/jest', swc({ syntax: 'typescript', decorators: true, tsx: true })],
    '^.+\\.(ts|m?js)$': ['@swc/jest', swc({ syntax: 'typescript', decorators: true })],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_PACKAGES.join('|')})/)`],
  moduleNameMapper: {
    '\\.css$': '<rootDir>/tools/test/empty-module.js',
    '^@relevo/(client|ui)/(.*)$': '<rootDir>/libs/$1/src/$2',
    '^@relevo/(domain|contracts|client|i18n|ui|testing)$': '<rootDir>/libs/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/data', '<rootDir>/test-results'],
  watchPathIgnorePatterns: ['<rootDir>/data', '<rootDir>/test-results'],
};

/** Tests with real parts share one PostgreSQL and one Redis, started before the first and ended after the last. */
const realParts = (level) => ({
  ...common,
  displayName: level,
  testMatch: [`<rootDir>/test/${level}/**/*.test.ts`],
  globalSetup: '<rootDir>/tools/test/global-setup.ts',
  globalTeardown: '<rootDir>/tools/test/global-teardown.ts',
});

export default {
  maxWorkers: 2,
  testTimeout: 90_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools,migrations}/**/*.test.{ts,tsx}'],
    },
    realParts('integration'),
    realParts('e2e'),
    realParts('adversary'),
  ],
};
