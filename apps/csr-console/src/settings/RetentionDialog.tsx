import { Button, Group } from '@mantine/core';
import type { ErrorCode } from '@relevo/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../app/Dialog';
import { codeOf } from '../app/notices';
import { useSignedInStore } from '../app/use-signed-in';

/** Before sessions are kept for a shorter time: what will be gone, when, and how many sessions it touches at once. */
export const RetentionDialog = ({
  days,
  onYes,
  onNo,
}: {
  days: number;
  onYes: () => void;
  onNo: () => void;
}) => {
  const { t } = useTranslation(['console', 'refusals', 'common']);
  const { rest } = useSignedInStore();
  const [count, setCount] = useState<number>();
  const [problem, setProblem] = useState<ErrorCode>();
  useEffect(() => {
    rest.retention(days).then(
      ({ sessions }) => setCount(sessions),
      (error: unknown) => setProblem(codeOf(error)),
    );
  }, [rest, days]);
  return (
    <Dialog opened onClose={onNo} title={t('settings.retentionTitle')}>
      <p>{t('settings.retentionText', { count: days })}</p>
      {problem && <p role="alert">{t(problem, { ns: 'refusals' })}</p>}
      {count !== undefined && (
        <p role="status">
          <b>{count === 0 ? t('settings.retentionNone') : t('settings.retentionNow', { count })}</b>
        </p>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onNo}>
          {t('common:cancel')}
        </Button>
        <Button color="red" disabled={count === undefined} onClick={onYes}>
          {t(count === 0 ? 'common:save' : 'settings.retentionYes')}
        </Button>
      </Group>
    </Dialog>
  );
};
