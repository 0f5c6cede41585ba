import { Menu } from '@mantine/core';
import type { RestClient } from '@relevo/client';
import type { QueueView } from '@relevo/contracts';
import { isRefusal, labelsOf } from '@relevo/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../../app/notices';
import { RefusalText } from '../../app/RefusalText';
import { useSignedInStore } from '../../app/use-signed-in';
import { useStartLists } from '../../starts/use-start-lists';
import { ListPage, ShowMore } from '../lists/ListPage';
import { ListRow } from '../lists/ListRow';
import own from '../lists/lists.module.css';
import { useAnswer } from '../use-answer';
import users from '../users/users.module.css';
import { QueueDialog } from './QueueDialog';

const ask = (rest: RestClient) => rest.queues();
const addressOf = ({ slug }: QueueView): string => `${location.origin}/q/${slug}`;

/** The queues of the site (W5), for administrators. */
export const QueuesPage = () => {
  const { t } = useTranslation(['desk', 'starts']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const [list, setList, failed] = useAnswer(ask);
  const [dialog, setDialog] = useState<QueueView | 'new'>();
  const [all, setAll] = useState(false);
  const starts = useStartLists()?.lists;
  const queues = list?.queues ?? [];
  const archived = queues.filter((queue) => queue.archived).length;
  const blocked = (queue: QueueView) => {
    const labels = starts && !queue.archived ? labelsOf(queue, starts) : null;
    return labels && isRefusal(labels) ? labels.refused : null;
  };
  const put = async ({ id, ...queue }: QueueView, to: boolean): Promise<void> => {
    try {
      setList(await rest.changeQueue(id, { ...queue, archived: to }));
      const words = { name: queue.name };
      notices.done(to ? t('starts:lists.done.archived', words) : t('starts:lists.done.restored', words));
    } catch (error) {
      notices.refused(codeOf(error));
    }
  };
  return (
    <ListPage
      title={t('queues.title')}
      lead={t('queues.lead')}
      add={{ label: t('queues.add'), onClick: () => setDialog('new') }}
      empty={
        list && queues.length === 0
          ? { title: t('queues.emptyTitle'), text: t('queues.emptyText') }
          : undefined
      }
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
      {queues.length > 0 && (
        <table className={users.table}>
          <thead>
            <tr>
              <th scope="col">{t('queues.name')}</th>
              <th scope="col">{t('queues.address')}</th>
              <th scope="col">{t('queues.assignment')}</th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {queues
              .filter((queue) => all || !queue.archived)
              .map((queue) => (
                <ListRow
                  key={queue.id}
                  name={queue.name}
                  archived={queue.archived}
                  note={<RefusalText code={blocked(queue)} className={own.blocked} />}
                  more={!queue.archived && <AddressItems queue={queue} />}
                  onEdit={() => setDialog(queue)}
                  onPut={(to) => void put(queue, to)}
                >
                  <td>/q/{queue.slug}</td>
                  <td>{t(`queues.assignment.${queue.assignment}`)}</td>
                </ListRow>
              ))}
          </tbody>
        </table>
      )}
      {dialog && (
        <QueueDialog
          queue={dialog === 'new' ? undefined : dialog}
          onClose={() => setDialog(undefined)}
          onSaved={(saved) => {
            setList(saved);
            setDialog(undefined);
          }}
        />
      )}
    </ListPage>
  );
};

const AddressItems = ({ queue }: { queue: QueueView }) => {
  const { t } = useTranslation('desk');
  const notices = useNotices();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(addressOf(queue));
    notices.done(t('queues.copied'));
  };
  return (
    <>
      <Menu.Item onClick={() => void copy()}>{t('queues.copy')}</Menu.Item>
      <Menu.Item component="a" href={addressOf(queue)} target="_blank" rel="noreferrer">
        {t('queues.open')}
      </Menu.Item>
    </>
  );
};
