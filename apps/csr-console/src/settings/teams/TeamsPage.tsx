import type { RestClient } from '@relevo/client';
import type { TeamView } from '@relevo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { ListPage, ShowMore } from '../lists/ListPage';
import { ListRow } from '../lists/ListRow';
import { useAnswer } from '../use-answer';
import users from '../users/users.module.css';
import { TeamDialog } from './TeamDialog';

const ask = (rest: RestClient) => rest.teams();

/** The teams of the site, for administrators. */
export const TeamsPage = () => {
  const { t } = useTranslation(['teams', 'starts']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const [list, setList, failed] = useAnswer(ask);
  const [dialog, setDialog] = useState<TeamView | 'new'>();
  const [all, setAll] = useState(false);
  const teams = list?.teams ?? [];
  const archived = teams.filter((team) => team.archived).length;
  /** What others have made of them meanwhile. */
  const look = (): void => void ask(rest).then(setList, (error: unknown) => notices.refused(codeOf(error)));
  const put = async ({ id, name, members, version }: TeamView, to: boolean): Promise<void> => {
    try {
      const accounts = members.map(({ accountId }) => accountId);
      setList(await rest.changeTeam(id, { name, members: accounts, version, archived: to }));
      notices.done(t(to ? 'done.archived' : 'done.restored', { name }));
    } catch (error) {
      notices.refused(codeOf(error));
      look();
    }
  };
  return (
    <ListPage
      title={t('title')}
      lead={t('lead')}
      add={{ label: t('add'), onClick: () => setDialog('new') }}
      empty={list && teams.length === 0 ? { title: t('emptyTitle'), text: t('emptyText') } : undefined}
      failed={failed}
      loading={!list}
      tools={
        <ShowMore
          label={t('starts:lists.showArchived', { count: archived })}
          count={archived}
          checked={all}
          onChange={setAll}
        />
      }
    >
      {teams.length > 0 && (
        <table className={users.table}>
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('members')}</th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {teams
              .filter((team) => all || !team.archived)
              .map((team) => (
                <ListRow
                  key={team.id}
                  name={team.name}
                  archived={team.archived}
                  onEdit={() => setDialog(team)}
                  onPut={(to) => void put(team, to)}
                >
                  <td>{team.members.map(({ name }) => name).join(', ') || t('nobody')}</td>
                </ListRow>
              ))}
          </tbody>
        </table>
      )}
      {dialog && (
        <TeamDialog
          team={dialog === 'new' ? undefined : dialog}
          onClose={() => setDialog(undefined)}
          onSaved={(saved) => {
            setList(saved);
            setDialog(undefined);
          }}
          onStale={look}
        />
      )}
    </ListPage>
  );
};
