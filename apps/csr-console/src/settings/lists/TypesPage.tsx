import type { SessionTypeView } from '@relevo/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../../app/use-signed-in';
import { ListPage, ShowMore } from './ListPage';
import { TypeDialog } from './TypeDialog';
import { TypesTable } from './TypesTable';
import { useLists } from './use-lists';

/** Session types of the site (W7), for administrators. */
export const TypesPage = () => {
  const { t } = useTranslation('starts');
  const { rest } = useSignedInStore();
  const { lists, setLists, failed, change, changeWithUndo } = useLists();
  const [dialog, setDialog] = useState<SessionTypeView | 'new'>();
  const [all, setAll] = useState(false);
  const types = lists?.types ?? [];
  const archived = types.filter((type) => type.archived).length;
  const put = ({ id, ...type }: SessionTypeView) => rest.changeSessionType(id, type);
  const archive = (type: SessionTypeView): void => {
    const text = t('lists.done.archived', { name: type.name });
    void changeWithUndo(put({ ...type, archived: true, standard: false }), text, () => put(type));
  };
  const move = (id: string, by: 1 | -1): void => {
    const shown = all ? types : types.filter((type) => !type.archived);
    const at = shown.findIndex((type) => type.id === id);
    const other = shown[at + by];
    if (!other) return;
    const ids = types.map((type) => type.id);
    const [from, to] = [ids.indexOf(id), ids.indexOf(other.id)];
    ids.splice(to, 0, ...ids.splice(from, 1));
    void change(rest.orderSessionTypes({ ids }));
  };
  return (
    <ListPage
      title={t('types.title')}
      lead={t('types.lead')}
      add={{ label: t('types.add'), onClick: () => setDialog('new') }}
      empty={
        lists && types.length === 0 ? { title: t('types.emptyTitle'), text: t('types.emptyText') } : undefined
      }
      failed={failed}
      loading={!lists}
      tools={
        <ShowMore
          label={t('lists.showArchived', { count: archived })}
          count={archived}
          checked={all}
          onChange={setAll}
        />
      }
    >
      {types.length > 0 && (
        <TypesTable
          types={types.filter((type) => all || !type.archived)}
          onEdit={setDialog}
          onMove={move}
          onArchive={archive}
          onRestore={(type) =>
            void change(put({ ...type, archived: false }), t('lists.done.restored', { name: type.name }))
          }
          onStandard={(type) => void change(put({ ...type, standard: true }), t('lists.done.saved'))}
        />
      )}
      {dialog && (
        <TypeDialog
          type={dialog === 'new' ? undefined : dialog}
          onClose={() => setDialog(undefined)}
          onSaved={(saved) => {
            setLists(saved);
            setDialog(undefined);
          }}
        />
      )}
    </ListPage>
  );
};
