import { Textarea } from '@mantine/core';
import { MAX_REASON_LENGTH } from '@relevo/domain';
import { useTranslation } from 'react-i18next';

/** Why a session changes hands, in the CSR's own words (W41). */
export const ReasonField = ({ value, onChange }: { value: string; onChange: (reason: string) => void }) => {
  const { t } = useTranslation('console');
  return (
    <Textarea
      mt="md"
      label={t('transfer.reason')}
      description={t('transfer.reasonHint')}
      maxLength={MAX_REASON_LENGTH}
      autosize
      minRows={2}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus
    />
  );
};
