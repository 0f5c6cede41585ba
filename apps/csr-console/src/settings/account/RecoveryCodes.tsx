import { Button } from '@mantine/core';
import { download } from '@relevo/ui';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../workspace/dialogs/CopyButton';
import css from '../settings.module.css';
import own from './account.module.css';

const FILE = 'relevo-recovery-codes.txt';

/** Ten codes, shown once, with the ways to keep them. */
export const RecoveryCodes = ({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) => {
  const { t } = useTranslation(['accounts', 'common']);
  const text = `${codes.join('\n')}\n`;
  return (
    <div className={css.form}>
      <p className={css.text}>{t('step.codesText')}</p>
      <ul className={own.codes} aria-label={t('step.codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={css.row}>
        <CopyButton text={text}>{t('common:copy')}</CopyButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => download(FILE, 'text/plain', text)}
        >
          {t('step.download')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => print()}
        >
          {t('step.print')}
        </Button>
      </div>
      <div className={css.buttons}>
        <Button data-autofocus onClick={onKept}>
          {t('step.kept')}
        </Button>
      </div>
    </div>
  );
};
