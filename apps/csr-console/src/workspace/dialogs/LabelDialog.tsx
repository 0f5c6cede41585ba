import { Button, Skeleton } from '@mantine/core';
import type { ErrorCode, StartListsView } from '@relevo/contracts';
import { chooseLabels, isRefusal, type LabelChoice } from '@relevo/domain';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { isName, LabelFields } from '../../starts/LabelFields';
import css from '../../starts/starts.module.css';
import { useStartLists } from '../../starts/use-start-lists';
import { useCommand } from '../use-command';
import { useSession, useWork } from '../use-work';

/** What the session is by the site's lists, and whom its owner expects (W7). */
export const LabelDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation(['starts', 'common']);
  const known = useStartLists();
  return (
    <Dialog opened onClose={onClose} title={t('label.title')} size={480}>
      {known ? (
        <LabelForm lists={known.lists} onClose={onClose} />
      ) : (
        <Skeleton height={220} radius="md" aria-busy="true" />
      )}
    </Dialog>
  );
};

const LabelForm = ({ lists, onClose }: { lists: StartListsView; onClose: () => void }) => {
  const { t } = useTranslation(['starts', 'common']);
  const { session } = useSession();
  const { client } = useWork();
  const run = useCommand();
  const { labels, expectedCustomer } = session;
  const [choice, setChoice] = useState<LabelChoice>({
    typeId: labels?.sessionType?.id ?? null,
    code: labels?.trackingCode?.code ?? null,
    customerName: expectedCustomer ?? '',
  });
  const [problem, setProblem] = useState<ErrorCode>();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const verdict = chooseLabels(choice, lists, labels);
    setProblem(isRefusal(verdict) ? verdict.refused : undefined);
    if (isRefusal(verdict) || !isName(choice.customerName)) return;
    const data = { ...choice, customerName: choice.customerName.trim() };
    run(client.command('session.label', data), ({ ok }) => {
      if (ok) onClose();
    });
  };
  return (
    <form className={css.form} onSubmit={save} noValidate>
      <LabelFields
        lists={lists}
        choice={choice}
        problem={problem}
        keep={labels?.sessionType?.id}
        onChange={setChoice}
      />
      <div className={css.foot}>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit">{t('label.save')}</Button>
      </div>
    </form>
  );
};
