import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Copies a text and says so in its own place. */
export const CopyButton = ({ text, children }: { text: string; children: string }) => {
  const { t } = useTranslation('common');
  const { copied, copy } = useClipboard({ timeout: 2000 });
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      variant="default"
      aria-label={children}
      leftSection={<Icon size={16} stroke={1.75} aria-hidden="true" />}
      onClick={() => copy(text)}
      style={{ flex: 'none' }}
    >
      <span aria-live="polite">{copied ? t('copied') : children}</span>
    </Button>
  );
};
