/** The import rules of docs/architecture.md. Every message says what to do instead. */
const TESTS = '\\.test\\.tsx?$|^test/|^libs/testing/';
const NODE_BUILTIN = { dependencyTypes: ['core'] };

const only = (name, allowed, packages, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: `${allowed}|${TESTS}` },
  to: { path: `^node_modules/(${packages})(/|$)`, dependencyTypesNot: ['type-only'] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other: move what both need into a third, or pass it as an argument.',
      severity: 'error',
      // TypeORM relations name each other by nature; they are lazy functions.
      from: { pathNot: '\\.entity\\.ts$' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'This import leads nowhere: correct it, or add the package to package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'no-undeclared-package',
      comment: 'The package comes from another package by chance: add it to package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-dev-package-at-run-time',
      comment: 'A program may not need a development package: move it to "dependencies".',
      severity: 'error',
      from: { path: '^(apps/api|apps/customer-agent/machine|libs|migrations)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'libs/domain knows no package, no Node and no other folder: take what is needed as an argument.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: TESTS },
      to: { pathNot: '^libs/domain/' },
    },
    {
      name: 'contracts-know-only-the-domain',
      comment:
        'libs/contracts describes messages with zod and words of libs/domain; nothing else belongs there.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: TESTS },
      to: { pathNot: '^(libs/(contracts|domain)/|node_modules/zod/)' },
    },
    {
      name: 'i18n-knows-only-contracts',
      comment: 'libs/i18n holds sentences: take data as arguments instead of importing it.',
      severity: 'error',
      from: { path: '^libs/i18n/', pathNot: TESTS },
      to: { path: '^(libs|apps|migrations|tools|test)/', pathNot: '^libs/(i18n|contracts|domain)/' },
    },
    {
      name: 'client-knows-only-contracts',
      comment: 'libs/client works without a framework and without words: let the app pass them in.',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: TESTS },
      to: { path: '^(libs|apps|migrations|tools|test)/', pathNot: '^libs/(client|contracts|domain)/' },
    },
    {
      name: 'client-has-no-framework',
      comment: 'libs/client serves React and Node alike: put hooks into libs/ui or the app.',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: TESTS },
      to: { path: '^node_modules/(react|react-dom|@mantine|@tanstack|@nestjs|typeorm|pg)(/|$)' },
    },
    {
      name: 'ui-knows-only-libs',
      comment: 'libs/ui is for pieces that console and page share: take the rest as props.',
      severity: 'error',
      from: { path: '^libs/ui/', pathNot: TESTS },
      to: {
        path: '^(libs|apps|migrations|tools|test)/',
        pathNot: '^libs/(ui|client|contracts|domain|i18n)/',
      },
    },
    {
      name: 'libs-know-no-app',
      comment: 'A library may not know who uses it: move the shared part into the library.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|tools|test|migrations)/' },
    },
    {
      name: 'api-knows-no-other-app',
      comment: 'Apps meet only through libs/contracts: move the shared part into a library.',
      severity: 'error',
      from: { path: '^apps/api/' },
      to: {
        path: '^(apps/(csr-console|customer-agent)|libs/(ui|client|testing)|tools|test)/',
        pathNot: TESTS,
      },
    },
    {
      name: 'console-knows-no-other-app',
      comment: 'Apps meet only through libs/contracts: move the shared part into libs/ui or libs/client.',
      severity: 'error',
      from: { path: '^apps/csr-console/' },
      to: { path: '^(apps/(api|customer-agent)|migrations|tools|test)/' },
    },
    {
      name: 'page-knows-no-other-app',
      comment: 'Apps meet only through libs/contracts: move the shared part into libs/ui or libs/client.',
      severity: 'error',
      from: { path: '^apps/customer-agent/page/' },
      to: { path: '^(apps/(api|csr-console)|apps/customer-agent/machine|migrations|tools|test)/' },
    },
    {
      name: 'machine-knows-no-other-app',
      comment: 'The agent meets the server only through libs/contracts and libs/client.',
      severity: 'error',
      from: { path: '^apps/customer-agent/machine/', pathNot: TESTS },
      to: {
        path: '^(apps/(api|csr-console)|apps/customer-agent/page|migrations|tools|test)/|^libs/(ui|testing)/',
      },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'platform/ is below the features: let the feature register itself, or pass the value in.',
      severity: 'error',
      from: { path: '^apps/api/src/platform/', pathNot: TESTS },
      to: { path: '^apps/api/src/(?!platform/)' },
    },
    {
      name: 'migrations-stand-alone',
      comment:
        'A migration must do the same for ever: write the SQL out instead of importing code that changes.',
      severity: 'error',
      from: { path: '^migrations/', pathNot: TESTS },
      to: { pathNot: '^(migrations/|node_modules/typeorm/)' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Test code stays in tests: move what is needed into libs/testing or the product.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations|tools)/', pathNot: TESTS },
      to: { path: '\\.test\\.tsx?$|^test/' },
    },
    only(
      'socket-io-in-two-places',
      '^(apps/api/src/streams/|libs/client/|tools/bench/)',
      'socket\\.io|socket\\.io-client|@nestjs/platform-socket\\.io|@nestjs/websockets|@socket\\.io/[^/]+',
      'Only apps/api/src/streams and libs/client speak Socket.IO: publish through the stream, or use the client.',
    ),
    only(
      'typeorm-in-its-places',
      '^(apps/api/src/platform/|apps/api/src/.+\\.(entity|queries|module)\\.ts$|migrations/)',
      'typeorm|@nestjs/typeorm',
      'Only entities, queries, modules, migrations and platform know TypeORM: write a function in *.queries.ts.',
    ),
    only(
      'desktop-adapters-only',
      '^apps/customer-agent/machine/src/desktop/',
      '@nut-tree/nut-js|@nut-tree-fork/[^/]+|x11',
      'Only machine/src/desktop touches the screen and the keys: go through its interfaces, where consent is checked.',
    ),
    only(
      'no-shell-in-the-server',
      '^(tools/|apps/customer-agent/)',
      'execa|cross-spawn|shelljs',
      'The server starts no programs.',
    ),
    {
      name: 'server-starts-no-programs',
      comment:
        'The server starts no programs with data of a request: do the work in Node or in a job of its own.',
      severity: 'error',
      from: { path: '^(apps/api/src|libs/(client|contracts|domain|i18n|ui))/', pathNot: TESTS },
      to: { ...NODE_BUILTIN, path: '^(node:)?child_process$' },
    },
    {
      name: 'browsers-have-no-node',
      comment: 'This file runs in a browser: use the web platform, or a package that does.',
      severity: 'error',
      from: { path: '^(apps/csr-console/src|apps/customer-agent/page/src|libs/ui/src)/', pathNot: TESTS },
      to: NODE_BUILTIN,
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|test-results)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
