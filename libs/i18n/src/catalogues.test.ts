import { LANGUAGES } from '@relevo/contracts';
import { catalogues } from './i18n';

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Every text of a language by its full key. */
const textsOf = (words: Words): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(words).flatMap(([area, texts]) =>
      Object.entries(texts).map(([key, text]) => [`${area}:${key}`, text] as const),
    ),
  );

/** What is put in: `{{name}}`. */
const slotsOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)/g)].map(([, slot = '']) => slot).sort();

/** One of a thing may be said in words, without its number. */
const withoutCount = (key: string, slots: string[]): string[] =>
  key.endsWith('_one') ? slots.filter((slot) => slot !== 'count') : slots;

const english = textsOf(catalogues.en);
const others = LANGUAGES.filter((language) => language !== 'en');

it.each(others)('W48 %s has every text of English, and no other', (language) => {
  expect([...textsOf(catalogues[language]).keys()].sort()).toEqual([...english.keys()].sort());
});

it.each(LANGUAGES)('W48 no text of %s is empty', (language) => {
  expect([...textsOf(catalogues[language])].filter(([, text]) => text.trim() === '')).toEqual([]);
});

it.each(others)('W48 %s puts the same things in as English', (language) => {
  const texts = textsOf(catalogues[language]);
  const differing = [...english].filter(([key, text]) => {
    const [ours, theirs] = [text, texts.get(key) ?? ''].map((one) => withoutCount(key, slotsOf(one)));
    return String([...new Set(ours)]) !== String([...new Set(theirs)]);
  });
  expect(differing).toEqual([]);
});

/** Whole sentences are never the same in two of these languages. */
it.each(others)('W48 no sentence of %s was left in English', (language) => {
  const texts = textsOf(catalogues[language]);
  const isSentence = (text: string): boolean => (text.match(/\p{L}{2,}/gu) ?? []).length > 3;
  const left = [...english].filter(
    ([key, text]) => isSentence(text.replace(/\{\{.*?\}\}|https?:\S+/g, '')) && texts.get(key) === text,
  );
  expect(left).toEqual([]);
});
