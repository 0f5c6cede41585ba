import { ActionIcon, Badge, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import own from './lists.module.css';

interface Entry {
  readonly name: string;
  readonly archived: boolean;
  /** Further items of the menu. */
  readonly more?: ReactNode;
  readonly onEdit: () => void;
  readonly onPut: (archived: boolean) => void;
}

/** A row of a list whose entries are archived and never deleted: its name, its cells, and a menu with what can be done. */
export const ListRow = ({
  note,
  children,
  ...entry
}: Entry & {
  /** Below the name. */
  note?: ReactNode;
  /** The cells between name and menu. */
  children: ReactNode;
}) => {
  const { name, archived } = entry;
  const { t } = useTranslation('starts');
  return (
    <tr className={archived ? own.archived : undefined}>
      <th scope="row">
        <span className={own.name}>{name}</span>
        {archived && (
          <Badge variant="default" tt="none" fw={500} ml="sm">
            {t('lists.archived')}
          </Badge>
        )}
        {note}
      </th>
      {children}
      <td>
        <Actions {...entry} />
      </td>
    </tr>
  );
};

const Actions = ({ name, archived, more, onEdit, onPut }: Entry) => {
  const { t } = useTranslation('starts');
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('lists.actions', { name })}>
          <IconDots size={18} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>{t('lists.edit')}</Menu.Item>
        {more}
        <Menu.Item onClick={() => onPut(!archived)}>
          {t(archived ? 'lists.restore' : 'lists.archive')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
