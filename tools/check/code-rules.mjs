const RULES = [
  [
    /\bshell:\s*(?!false\b)\S|\bexec(Sync)?\b[^;\n]*\bfrom 'node:child_process'|\bchild_process\.exec(Sync)?\(/,
    'A shell takes data for commands: pass the arguments as a list.',
  ],
  [
    /\brejectUnauthorized:\s*false\b|NODE_TLS_REJECT_UNAUTHORIZED/,
    'Certificates are always checked: add the authority.',
  ],
  [
    /\b(inner|outer)HTML\b|\bdangerouslySetInnerHTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b/,
    'Text from people is text: use text nodes or React children.',
  ],
  [/\beval\(|\bnew Function\(/, 'Code is never made from text.'],
  [
    /\bMath\.random\(\)(?! \*)/,
    'Ids and secrets come from crypto; for tests take a seeded source as an argument.',
  ],
  [
    /(oxlint|eslint)-disable(?!(-next-line)? [\w/-]+(, [\w/-]+)* -- \S)/,
    'Name the rule and say why: // oxlint-disable-next-line rule -- reason',
  ],
  [/@ts-(ignore|nocheck)\b/, 'Use @ts-expect-error with a reason, or better a right type.'],
];

/** Files in which one match of a rule is meant, with the text that must stand on that line. */
const MEANT = new Map([
  // Looks at a certificate without sending a byte, to compare it with a fingerprint.
  ['apps/customer-agent/machine/src/session/server-trust.ts', ['rejectUnauthorized: false,']],
]);

/** These name what they forbid. */
const ABOUT_RULES = /^tools\/check\/(code-rules\.mjs|supply-chain-rules\.test\.ts)$/;
const CODE = /\.(ts|tsx|mts|mjs|cjs|js|html)$/;

/** What the product's own code may not contain, as lines "file:line: what to do instead". SEC-S1 */
export function codeFaults(file, text) {
  if (!CODE.test(file) || ABOUT_RULES.test(file)) return [];
  const meant = [...(MEANT.get(file) ?? [])];
  return text.split('\n').flatMap((line, index) => {
    const allowed = meant.indexOf(line.trim());
    if (allowed >= 0) {
      meant.splice(allowed, 1);
      return [];
    }
    return RULES.filter(([pattern]) => pattern.test(line)).map(
      ([, advice]) => `${file}:${index + 1}: ${advice}`,
    );
  });
}
