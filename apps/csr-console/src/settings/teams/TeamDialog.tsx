import { TextInput } from '@mantine/core';
import type { RestClient } from '@relevo/client';
import { addTeamBody, type TeamList, type TeamView } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { codeOf } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { isWrong } from '../is-wrong';
import { PeopleField } from '../PeopleField';
import { Refusal } from '../Refusal';
import { SaveButtons } from '../SaveButtons';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { useAnswer } from '../use-answer';

const ask = (rest: RestClient) => rest.accounts();

/** Adds a team, or changes its name and who is in it. */
export const TeamDialog = ({
  team,
  onClose,
  onSaved,
  onStale,
}: {
  team: TeamView | undefined;
  onClose: () => void;
  onSaved: (list: TeamList) => void;
  /** Somebody else has changed it meanwhile. */
  onStale: () => void;
}) => {
  const { t } = useTranslation(['teams', 'common']);
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [answer] = useAnswer(ask);
  const [name, setName] = useState(team?.name ?? '');
  const [members, setMembers] = useState(() => team?.members.map(({ accountId }) => accountId) ?? []);
  const [tried, setTried] = useState(false);
  const parsed = addTeamBody.safeParse({ name, members });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!parsed.success) return;
    void run(async () => {
      try {
        const { version, archived } = team ?? { version: 1, archived: false };
        onSaved(
          team
            ? await rest.changeTeam(team.id, { ...parsed.data, version, archived })
            : await rest.addTeam(parsed.data),
        );
      } catch (error) {
        if (codeOf(error) === 'CHANGED_MEANWHILE') onStale();
        throw error;
      }
    });
  };
  return (
    <Dialog opened onClose={onClose} title={team ? t('editTitle', { name: team.name }) : t('add')} size={480}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('name')}
          data-autofocus
          value={name}
          error={tried && isWrong(parsed, 'name') && t('nameWrong')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PeopleField
          label={t('members')}
          description={t('membersHint')}
          accounts={answer?.accounts ?? []}
          chosen={members}
          problem={tried && isWrong(parsed, 'members') ? t('membersWrong') : undefined}
          onChange={setMembers}
        />
        <Refusal problem={problem} />
        <SaveButtons busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
};
