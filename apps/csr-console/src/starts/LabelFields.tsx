import { Autocomplete, Select, TextInput } from '@mantine/core';
import { type ErrorCode, labelChoice, type StartListsView } from '@relevo/contracts';
import type { LabelChoice } from '@relevo/domain';
import { nameIn, useLanguage } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import css from './starts.module.css';

/** Whether what was typed can be a name. */
export const isName = (text: string): boolean => labelChoice.customerName.safeParse(text.trim()).success;

/** Type, tracking code and the customer's name; what the site has no list for is not asked. */
export const LabelFields = <Choice extends LabelChoice>({
  lists,
  choice,
  problem,
  keep,
  withoutName,
  onChange,
}: {
  lists: StartListsView;
  choice: Choice;
  problem: ErrorCode | undefined;
  /** What the session bears already: offered, also when it was archived. */
  keep?: string | undefined;
  /** A saved choice is for any customer. */
  withoutName?: boolean;
  onChange: (choice: Choice) => void;
}) => {
  const { t } = useTranslation(['starts', 'refusals']);
  const { language } = useLanguage();
  const wrong = (part: 'SESSION_TYPE' | 'TRACKING_CODE') =>
    problem?.startsWith(part) ? t(problem, { ns: 'refusals' }) : undefined;
  const types = lists.types.filter((type) => !type.archived || type.id === keep);
  const codes = lists.codes.filter((code) => !code.archived);
  const named = new Map(codes.map(({ code, label }) => [code, label]));
  const required = lists.types.find(({ id }) => id === choice.typeId)?.codeRequired === true;
  const hint = (): string => {
    if (lists.codeForm === '') return t('start.codeList');
    return t(codes.length > 0 ? 'start.codeForm' : 'start.codeFormOnly', { form: lists.codeForm });
  };
  return (
    <>
      {types.length > 0 && (
        <Select
          label={t('start.type')}
          data={types.map((type) => ({ value: type.id, label: nameIn(language, type) }))}
          value={choice.typeId}
          error={wrong('SESSION_TYPE')}
          allowDeselect={false}
          withAsterisk
          onChange={(typeId) => onChange({ ...choice, typeId })}
        />
      )}
      {(codes.length > 0 || lists.codeForm !== '') && (
        <Autocomplete
          label={required ? t('start.code') : `${t('start.code')} (${t('start.optional')})`}
          description={hint()}
          data={codes.map(({ code }) => code)}
          filter={({ options, search }) =>
            options.filter(
              (one) =>
                'value' in one &&
                `${one.value} ${named.get(one.value) ?? ''}`
                  .toLowerCase()
                  .includes(search.trim().toLowerCase()),
            )
          }
          renderOption={({ option }) => (
            <span className={css.option}>
              <b className="rv-num">{option.value}</b> {named.get(option.value)}
            </span>
          )}
          maxDropdownHeight={240}
          limit={200}
          maxLength={40}
          withAsterisk={required}
          value={choice.code ?? ''}
          error={wrong('TRACKING_CODE')}
          onChange={(code) => onChange({ ...choice, code: code === '' ? null : code })}
        />
      )}
      {!withoutName && (
        <TextInput
          label={`${t('start.customer')} (${t('start.optional')})`}
          description={t('start.customerHint')}
          value={choice.customerName}
          error={isName(choice.customerName) ? undefined : t('start.customerWrong')}
          onChange={(event) => onChange({ ...choice, customerName: event.currentTarget.value })}
        />
      )}
    </>
  );
};
