import { Tooltip } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Beside an event that the customer's computer has signed. */
export const SignedMark = () => {
  const { t } = useTranslation('console');
  return (
    <Tooltip label={t('events.signed')}>
      <span role="img" aria-label={t('events.signed')}>
        <IconSignature size={16} stroke={1.75} aria-hidden="true" />
      </span>
    </Tooltip>
  );
};
