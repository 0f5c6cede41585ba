const ID = /^(?:(?:W|G|D|B)\d+|SEC-[A-Z]\d+|GOAL-\d+)(?=[\s,:;]|$)/;
const REAL_LEVELS = ['integration', 'e2e', 'adversary'];

/** The rule ids that a title begins with: 'W45 W3 a customer leaves' names two. */
export function idsOf(title) {
  const ids = [];
  let rest = title.trim();
  for (let match = ID.exec(rest); match; match = ID.exec(rest)) {
    ids.push(match[0]);
    rest = rest.slice(match[0].length).replace(/^[\s,:;]+/, '');
  }
  return ids;
}

const byId = (a, b) => a.localeCompare(b, 'en', { numeric: true });

/**
 * Which rules are met. A rule is met when every test that names it passed (none skipped) and at least one of them
 * ran against the real parts.
 */
export function rulesOf(results) {
  const rules = new Map();
  for (const { file, level, titles, status } of results) {
    for (const id of new Set(titles.flatMap(idsOf))) {
      const rule = rules.get(id) ?? { passed: true, tests: new Map() };
      rules.set(id, rule);
      rule.passed &&= status === 'passed';
      rule.tests.set(file, { file, level });
    }
  }
  return Object.fromEntries(
    [...rules]
      .sort(([a], [b]) => byId(a, b))
      .map(([id, { passed, tests }]) => {
        const list = [...tests.values()];
        const met = passed && list.some((test) => REAL_LEVELS.includes(test.level));
        return [id, { status: met ? 'passed' : 'failed', tests: list }];
      }),
  );
}

/** Anything but a pass counts as a failure: skipped, todo, a file without tests, a file that could not run. */
export function countOf(results) {
  const passed = results.filter(({ status }) => status === 'passed').length;
  return { passed, failed: results.length - passed };
}
