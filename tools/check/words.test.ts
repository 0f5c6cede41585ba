import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { wordFaults } from './words.mjs';

const ROOT = resolve(__dirname, '../..');
/** Whatever people see: pages, the agent's window, mails and receipts. */
const SPEAKING = [
  'apps/csr-console/src',
  'apps/customer-agent/page/src',
  'apps/customer-agent/machine/src/window',
  'libs/ui/src',
  'libs/i18n/src/mail',
  'libs/i18n/src/receipt',
];

const sources = SPEAKING.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .map((name) => join(folder, name)),
);

it.each([
  '<p>Please wait</p>',
  '<Button aria-label="Close it" />',
  '<TextInput label={known ? "Known" : t("unknown")} />',
  '<Field error={wrong && "Wrong"} />',
  'notices.done("It was saved");',
  '<b>{`Of ${name}`}</b>',
])('W48 words in the code are found: %s', (line) => {
  expect(wordFaults('a.tsx', `const a = 1;\n${line}`)).toEqual([expect.stringMatching(/^a\.tsx:2: /)]);
});

it.each([
  '<p>{t("wait")}</p>',
  '<Button aria-label={t("close")} className="a b" />',
  '<h1>Relevo</h1>',
  'throw new Error("No context above");',
  'if (kind === "Enter") go();',
  '<i>·</i>',
])('W48 what is no word of the page is let be: %s', (line) => {
  expect(wordFaults('a.tsx', line)).toEqual([]);
});

it('W48 no word that people see stands outside the catalogues', () => {
  expect(sources.length).toBeGreaterThan(300);
  const faults = sources.flatMap((file) => wordFaults(file, readFileSync(join(ROOT, file), 'utf8')));
  expect(faults).toEqual([]);
});
