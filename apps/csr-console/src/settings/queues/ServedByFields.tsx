import { Radio, Select } from '@mantine/core';
import type { RestClient } from '@relevo/client';
import { withTeam } from '@relevo/domain';
import { useTranslation } from 'react-i18next';
import { useTeams } from '../../teams/use-teams';
import { offeredPeople, PeopleField } from '../PeopleField';
import { useAnswer } from '../use-answer';
import own from './queues.module.css';

const ask = (rest: RestClient) => rest.accounts();

/** Who serves a queue: everybody, or some by name. */
export const ServedByFields = ({
  servedBy,
  problem,
  onChange,
}: {
  servedBy: readonly string[] | null;
  problem: string | undefined;
  onChange: (servedBy: string[] | null) => void;
}) => {
  const { t } = useTranslation('desk');
  const [answer] = useAnswer(ask);
  const accounts = answer?.accounts ?? [];
  const teams = useTeams() ?? [];
  const addTeam = (chosen: readonly string[], teamId: string | null): void => {
    const team = teams.find(({ id }) => id === teamId);
    if (!team) return;
    const members = team.members.map(({ accountId }) => accountId);
    const offered = offeredPeople(accounts, chosen).map(({ id }) => id);
    onChange(withTeam(chosen, { members }, offered));
  };
  return (
    <div className={own.list}>
      <Radio.Group
        label={t('queues.servedBy')}
        value={servedBy === null ? 'everybody' : 'some'}
        onChange={(who) => onChange(who === 'everybody' ? null : [])}
      >
        <div className={own.radios}>
          <Radio value="everybody" label={t('queues.everybody')} />
          <Radio value="some" label={t('queues.some')} />
        </div>
      </Radio.Group>
      {servedBy !== null && (
        <PeopleField
          label={t('queues.people')}
          accounts={accounts}
          chosen={servedBy}
          problem={problem}
          onChange={onChange}
        />
      )}
      {servedBy !== null && teams.length > 0 && (
        <Select
          label={t('queues.team')}
          description={t('queues.teamHint')}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          value={null}
          onChange={(teamId) => addTeam(servedBy, teamId)}
        />
      )}
    </div>
  );
};
