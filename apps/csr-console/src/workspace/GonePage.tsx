import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCloseTab } from './use-close-tab';
import { useSession } from './use-work';
import css from './workspace.module.css';

/** Instead of a session that this CSR has left: it goes on without them, and is not shown any more (SEC-C12). */
export const GonePage = () => {
  const { t } = useTranslation('console');
  const { sessionId } = useSession();
  const close = useCloseTab(sessionId);
  return (
    <main className={css.center}>
      <h1>{t('gone.title')}</h1>
      <p>{t('gone.text')}</p>
      <Button variant="default" onClick={() => close(sessionId)}>
        {t('stage.closeTab')}
      </Button>
    </main>
  );
};
