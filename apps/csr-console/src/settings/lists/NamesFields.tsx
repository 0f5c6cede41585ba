import { TextInput } from '@mantine/core';
import { LANGUAGES, type Language, type Translations } from '@relevo/contracts';
import { LANGUAGE_NAMES } from '@relevo/ui';
import css from './lists.module.css';

/** Those that were written. */
export const givenNames = (names: Translations): Translations =>
  Object.fromEntries(Object.entries(names).filter(([, text]) => text !== undefined && text.trim() !== ''));

/** What something is called in each of our languages. @param of what it is about, for who hears only the field */
export const NamesFields = ({
  names,
  of,
  wrong,
  onChange,
}: {
  names: Translations;
  of?: string;
  wrong: (language: Language) => string | undefined;
  onChange: (names: Translations) => void;
}) => (
  <div className={css.names}>
    {LANGUAGES.map((one) => (
      <TextInput
        key={one}
        aria-label={[of, LANGUAGE_NAMES[one]].filter(Boolean).join(', ')}
        placeholder={LANGUAGE_NAMES[one]}
        lang={one}
        value={names[one] ?? ''}
        error={wrong(one)}
        onChange={({ currentTarget: { value } }) => onChange({ ...names, [one]: value })}
      />
    ))}
  </div>
);
