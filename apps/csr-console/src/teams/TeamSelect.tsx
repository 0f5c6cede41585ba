import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTeams } from './use-teams';

/** One team or any, for those who lead; nothing where there are no teams. */
export const TeamSelect = ({
  value,
  small = false,
  onChange,
}: {
  value: string | undefined;
  /** Beside a heading, without words above. */
  small?: boolean;
  onChange: (team: string | undefined) => void;
}) => {
  const { t } = useTranslation(['history', 'starts']);
  const known = useTeams();
  const teams = known ?? [];
  if (teams.length === 0 && value === undefined) return null;
  const data = teams.map(({ id, name }) => ({ value: id, label: name }));
  // A chosen one that is offered no more is still seen, and can be left.
  if (value !== undefined && !data.some((team) => team.value === value))
    data.push({ value, label: known ? t('starts:lists.archived') : '…' });
  return (
    <Select
      {...(small ? { size: 'xs', w: 160, ml: 'auto', 'aria-label': t('team') } : { label: t('team') })}
      placeholder={t(small ? 'team.any' : 'any')}
      clearable
      searchable
      clearButtonProps={{ 'aria-label': t('clearOne', { what: t('team') }) }}
      data={data}
      value={value ?? null}
      onChange={(team) => onChange(team ?? undefined)}
    />
  );
};
