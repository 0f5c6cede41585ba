import { Button, Checkbox, Skeleton, TextInput } from '@mantine/core';
import type { ErrorCode, StartDefaults, StartListsView } from '@relevo/contracts';
import { IconLink } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../app/Dialog';
import { codeOf, useNotices } from '../app/notices';
import { useDesk } from '../app/use-desk';
import { addressOf, firstChoice, problemOf, type StartChoice } from './choice';
import { isName, LabelFields } from './LabelFields';
import css from './starts.module.css';
import { useStartLists } from './use-start-lists';
import type { Starting } from './use-start-session';

/** Starts a session with type, tracking code, subject and name (W7). */
export const StartDialog = ({
  starting,
  problem,
  given,
  onClose,
}: {
  starting: Starting;
  /** What an attempt before was refused for. */
  problem?: ErrorCode | undefined;
  /** What that attempt asked for. */
  given?: StartChoice | undefined;
  onClose: () => void;
}) => {
  const { t } = useTranslation('starts');
  const known = useStartLists();
  return (
    <Dialog opened onClose={onClose} title={t('start.title')} size={480}>
      {known ? (
        <StartForm {...known} starting={starting} refused={problem} given={given} />
      ) : (
        <Skeleton height={280} radius="md" aria-busy="true" />
      )}
    </Dialog>
  );
};

const StartForm = ({
  lists,
  defaults,
  starting: { start, starting },
  refused,
  given,
}: {
  lists: StartListsView;
  defaults: StartDefaults;
  starting: Starting;
  refused: ErrorCode | undefined;
  given: StartChoice | undefined;
}) => {
  const { t } = useTranslation(['starts', 'console']);
  const { rest } = useDesk();
  const notices = useNotices();
  const [choice, setChoice] = useState(given ?? firstChoice(lists, defaults));
  const [problem, setProblem] = useState(refused);
  const [keep, setKeep] = useState(false);
  const change = (next: StartChoice): void => {
    setChoice(next);
    setProblem(undefined);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = problemOf(choice, lists);
    setProblem(wrong);
    if (wrong || !isName(choice.customerName)) return;
    const { typeId, code, subject } = choice;
    if (keep)
      await rest
        .saveStartDefaults({ typeId, code, subject })
        .catch((error: unknown) => notices.refused(codeOf(error)));
    setProblem(await start(choice));
  };
  const copyAddress = async (): Promise<void> => {
    await navigator.clipboard.writeText(addressOf(location.origin, choice));
    notices.done(t('start.addressCopied'));
  };
  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextInput
        label={`${t('console:home.subject')} (${t('start.optional')})`}
        description={t('console:home.subjectHint')}
        maxLength={140}
        data-autofocus
        value={choice.subject}
        onChange={(event) => change({ ...choice, subject: event.currentTarget.value })}
      />
      <LabelFields lists={lists} choice={choice} problem={problem} onChange={change} />
      <Checkbox
        label={t('start.keep')}
        checked={keep}
        onChange={(event) => setKeep(event.currentTarget.checked)}
      />
      <div className={css.foot}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconLink size={16} stroke={1.75} aria-hidden="true" />}
          title={t('start.addressHint')}
          onClick={() => void copyAddress()}
        >
          {t('start.address')}
        </Button>
        <Button type="submit" size="md" loading={starting}>
          {t('start.go')}
        </Button>
      </div>
    </form>
  );
};
