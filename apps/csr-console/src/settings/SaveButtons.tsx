import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './settings.module.css';

/** The end of a form: cancel and save, and before them what else it offers. */
export const SaveButtons = ({
  busy,
  onCancel,
  children,
}: {
  busy: boolean;
  onCancel: () => void;
  children?: ReactNode;
}) => {
  const { t } = useTranslation('common');
  return (
    <div className={css.buttons}>
      {children}
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
      <Button type="submit" loading={busy}>
        {t('save')}
      </Button>
    </div>
  );
};
