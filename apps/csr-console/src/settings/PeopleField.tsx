import { MultiSelect } from '@mantine/core';
import type { ManagedAccount } from '@relevo/contracts';

/** Accounts that can be chosen: those that are not disabled, and whoever is chosen already. */
export const offeredPeople = (accounts: readonly ManagedAccount[], chosen: readonly string[]) =>
  accounts.filter(({ id, state }) => state !== 'disabled' || chosen.includes(id));

/** Some people of the site, by name. */
export const PeopleField = ({
  label,
  description,
  accounts,
  chosen,
  problem,
  onChange,
}: {
  label: string;
  description?: string;
  accounts: readonly ManagedAccount[];
  chosen: readonly string[];
  problem: string | undefined;
  onChange: (chosen: string[]) => void;
}) => (
  <MultiSelect
    label={label}
    description={description}
    data={offeredPeople(accounts, chosen).map(({ id, name }) => ({ value: id, label: name }))}
    searchable
    // What comes next, often the button that saves, stays in sight while several are chosen.
    comboboxProps={{ position: 'top' }}
    value={[...chosen]}
    error={problem}
    onChange={onChange}
  />
);
