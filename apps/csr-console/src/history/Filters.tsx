import { Button, Select, TextInput } from '@mantine/core';
import { HISTORY_STATES, type HistoryPeople } from '@relevo/contracts';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../app/use-signed-in';
import { useStartLists } from '../starts/use-start-lists';
import { TeamSelect } from '../teams/TeamSelect';
import css from './history.module.css';
import { type HistorySearch, hasFilters } from './search';

/** Typing that has paused for so long is a wish, ms. */
const PAUSE_MS = 350;

/** A field whose text counts when its person stops typing. */
const LateField = ({
  label,
  value,
  icon,
  placeholder,
  maxLength,
  onChange,
}: {
  label: string;
  value: string | undefined;
  icon?: React.ReactNode;
  placeholder?: string;
  maxLength: number;
  onChange: (value: string | undefined) => void;
}) => {
  const [text, setText] = useState(value ?? '');
  useEffect(() => {
    if (text.trim() === (value ?? '')) return undefined;
    const timer = setTimeout(() => onChange(text.trim() || undefined), PAUSE_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only what is typed begins the pause anew
  }, [text]);
  // Filters that were cleared, or an address that was opened meanwhile.
  useEffect(() => setText(value ?? ''), [value]);
  return (
    <TextInput
      label={label}
      value={text}
      leftSection={icon}
      placeholder={placeholder}
      maxLength={maxLength}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
};

/** What to look for. Each choice counts at once. */
export const Filters = ({
  everybody,
  search,
  onChange,
}: {
  everybody: boolean;
  search: HistorySearch;
  onChange: (search: HistorySearch) => void;
}) => {
  const { t } = useTranslation(['history', 'common']);
  const { rest } = useSignedInStore();
  const types = useStartLists()?.lists.types ?? [];
  const [people, setPeople] = useState<HistoryPeople['people']>([]);
  useEffect(() => {
    if (everybody)
      rest.historyPeople().then(
        (known) => setPeople(known.people),
        // The list itself says what is wrong.
        () => undefined,
      );
  }, [rest, everybody]);
  const set = (part: HistorySearch): void => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined);
    onChange(Object.fromEntries(next) as HistorySearch);
  };
  return (
    <search className={css.filters} aria-label={t('filters')}>
      <LateField
        label={t('text')}
        placeholder={t('textHint')}
        icon={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
        maxLength={100}
        value={search.text}
        onChange={(text) => set({ text })}
      />
      <TextInput
        type="date"
        label={t('from')}
        value={search.from ?? ''}
        max={search.to}
        onChange={(event) => set({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label={t('to')}
        value={search.to ?? ''}
        min={search.from}
        onChange={(event) => set({ to: event.currentTarget.value || undefined })}
      />
      {everybody && (
        <Select
          label={t('csr')}
          placeholder={t('any')}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': t('clearOne', { what: t('csr') }) }}
          data={people.map(({ accountId, name }) => ({ value: accountId, label: name }))}
          value={search.csr ?? null}
          onChange={(csr) => set({ csr: csr ?? undefined })}
        />
      )}
      {everybody && <TeamSelect value={search.team} onChange={(team) => set({ team })} />}
      {types.length > 0 && (
        <Select
          label={t('type')}
          placeholder={t('any')}
          clearable
          clearButtonProps={{ 'aria-label': t('clearOne', { what: t('type') }) }}
          data={types.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.type ?? null}
          onChange={(type) => set({ type: type ?? undefined })}
        />
      )}
      <LateField label={t('code')} maxLength={40} value={search.code} onChange={(code) => set({ code })} />
      <Select
        label={t('state')}
        placeholder={t('any')}
        clearable
        clearButtonProps={{ 'aria-label': t('clearOne', { what: t('state') }) }}
        data={HISTORY_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        value={search.state ?? null}
        onChange={(state) => set({ state: (state as HistorySearch['state']) ?? undefined })}
      />
      {hasFilters(search) && (
        <Button
          className={css.clear}
          variant="subtle"
          leftSection={<IconX size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => onChange(search.of ? { of: search.of } : {})}
        >
          {t('clear')}
        </Button>
      )}
    </search>
  );
};
