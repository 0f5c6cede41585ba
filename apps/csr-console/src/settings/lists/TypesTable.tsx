import { ActionIcon, Badge, Menu } from '@mantine/core';
import type { SessionTypeView } from '@relevo/contracts';
import { IconArrowDown, IconArrowUp, IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import users from '../users/users.module.css';
import css from './lists.module.css';

/** Types in their order, each with what can be done to it. */
export const TypesTable = ({
  types,
  onEdit,
  onMove,
  onArchive,
  onRestore,
  onStandard,
}: {
  types: readonly SessionTypeView[];
  onEdit: (type: SessionTypeView) => void;
  onMove: (id: string, by: 1 | -1) => void;
  onArchive: (type: SessionTypeView) => void;
  onRestore: (type: SessionTypeView) => void;
  onStandard: (type: SessionTypeView) => void;
}) => {
  const { t } = useTranslation('starts');
  return (
    <table className={users.table}>
      <thead>
        <tr>
          <th scope="col">{t('types.name')}</th>
          <th scope="col">{t('types.names')}</th>
          <th aria-hidden="true" />
          <th aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {types.map((type, place) => (
          <tr key={type.id} className={type.archived ? css.archived : undefined}>
            <th scope="row">
              <span className={css.name}>{type.name}</span>
            </th>
            <td>{Object.values(type.names).join(' · ') || '–'}</td>
            <td>
              <span className={css.marks}>
                {type.standard && (
                  <Badge variant="light" tt="none" fw={500}>
                    {t('types.standard')}
                  </Badge>
                )}
                {type.codeRequired && (
                  <Badge variant="default" tt="none" fw={500}>
                    {t('types.codeRequired')}
                  </Badge>
                )}
                {type.archived && (
                  <Badge variant="default" tt="none" fw={500}>
                    {t('lists.archived')}
                  </Badge>
                )}
              </span>
            </td>
            <td>
              <div className={css.actions}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={place === 0}
                  aria-label={t('types.up', { name: type.name })}
                  onClick={() => onMove(type.id, -1)}
                >
                  <IconArrowUp size={18} stroke={1.75} aria-hidden="true" />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={place === types.length - 1}
                  aria-label={t('types.down', { name: type.name })}
                  onClick={() => onMove(type.id, 1)}
                >
                  <IconArrowDown size={18} stroke={1.75} aria-hidden="true" />
                </ActionIcon>
                <Menu position="bottom-end" width={220}>
                  <Menu.Target>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('lists.actions', { name: type.name })}
                    >
                      <IconDots size={18} stroke={1.75} aria-hidden="true" />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item onClick={() => onEdit(type)}>{t('lists.edit')}</Menu.Item>
                    {!type.standard && !type.archived && (
                      <Menu.Item onClick={() => onStandard(type)}>{t('types.makeStandard')}</Menu.Item>
                    )}
                    {type.archived ? (
                      <Menu.Item onClick={() => onRestore(type)}>{t('lists.restore')}</Menu.Item>
                    ) : (
                      <Menu.Item onClick={() => onArchive(type)}>{t('lists.archive')}</Menu.Item>
                    )}
                  </Menu.Dropdown>
                </Menu>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
