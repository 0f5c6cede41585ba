import { Checkbox, Radio, Stack } from '@mantine/core';
import type { SiteSettings } from '@relevo/contracts';
import { FILE_TRANSFER_EXCLUSIONS, FILE_TRANSFER_MODES } from '@relevo/domain';
import { useTranslation } from 'react-i18next';
import css from './settings.module.css';

/** Which modes of file transfer there are, and what shuts them out (W26, W29). */
export const FilesSection = ({
  draft,
  onChange,
}: {
  draft: SiteSettings;
  onChange: (part: Partial<SiteSettings>) => void;
}) => {
  const { t } = useTranslation('console');
  return (
    <section>
      <h2>{t('settings.files')}</h2>
      <p className={css.hint}>{t('settings.filesHint')}</p>
      <Stack gap={8}>
        {FILE_TRANSFER_MODES.map((mode) => `${mode}FileTransfer` as const).map((field) => (
          <Checkbox
            key={field}
            label={t(`settings.${field}`)}
            checked={draft[field]}
            onChange={(event) => onChange({ [field]: event.currentTarget.checked })}
          />
        ))}
      </Stack>
      <Radio.Group
        label={t('settings.fileTransferExclusion')}
        value={draft.fileTransferExclusion}
        onChange={(value) => onChange({ fileTransferExclusion: value })}
      >
        <Stack gap={8} mt={6}>
          {FILE_TRANSFER_EXCLUSIONS.map((rule) => (
            <Radio
              key={rule}
              value={rule}
              label={t(`settings.fileTransferExclusion.${rule}`)}
              description={rule === 'application' && t('settings.fileTransferExclusion.applicationHint')}
            />
          ))}
        </Stack>
      </Radio.Group>
    </section>
  );
};
