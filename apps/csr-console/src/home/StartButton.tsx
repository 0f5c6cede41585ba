import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconListDetails, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './home.module.css';

/** The one primary action: starts at once with what this person has saved (W4); beside it, with details first. */
export const StartButton = ({
  starting,
  onStart,
  onDetails,
}: {
  starting: boolean;
  onStart: () => void;
  onDetails: () => void;
}) => {
  const { t } = useTranslation(['console', 'starts']);
  return (
    <div className={css.startGroup}>
      <Button
        size="lg"
        className={css.start}
        leftSection={<IconPlus size={18} stroke={2} aria-hidden="true" />}
        rightSection={<kbd aria-hidden="true">N</kbd>}
        loading={starting}
        aria-keyshortcuts="N"
        onClick={onStart}
      >
        {t('home.start')}
      </Button>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon className={css.startMore} variant="filled" aria-label={t('starts:start.more')}>
            <IconChevronDown size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconListDetails size={16} stroke={1.75} aria-hidden="true" />}
            rightSection={<kbd aria-hidden="true">D</kbd>}
            onClick={onDetails}
          >
            {t('starts:start.details')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
};
