import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf, ROOT } from '../build/sources.mjs';

const RULES = [
  [/\bshell:\s*true\b/, 'A shell takes data for commands: pass the arguments as a list.'],
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

const CODE = /\.(ts|tsx|mts|mjs|cjs|js|html)$/;

/** What the product's own code may not contain, as lines "file:line: what to do instead". */
export function forbiddenText() {
  const own = fileURLToPath(import.meta.url);
  return filesOf(['apps', 'libs', 'migrations', 'tools'])
    .filter((file) => CODE.test(file) && join(ROOT, file) !== own)
    .flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          RULES.filter(([pattern]) => pattern.test(line)).map(
            ([, advice]) => `${file}:${index + 1}: ${advice}`,
          ),
        ),
    );
}
