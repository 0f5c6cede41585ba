import { ActionIcon, Badge, Menu, TextInput } from '@mantine/core';
import type { TrackingCodeView } from '@relevo/contracts';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../../app/use-signed-in';
import css from '../settings.module.css';
import users from '../users/users.module.css';
import { CodeDialog } from './CodeDialog';
import { CodeFormSection } from './CodeFormSection';
import { ListPage, ShowMore } from './ListPage';
import own from './lists.module.css';
import { useLists } from './use-lists';

const fits = ({ code, label }: TrackingCodeView, wanted: string): boolean =>
  `${code} ${label}`.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase());

/** Tracking codes of the site (W7), for administrators. */
export const CodesPage = () => {
  const { t } = useTranslation('starts');
  const { rest } = useSignedInStore();
  const { lists, setLists, failed, change, changeWithUndo } = useLists();
  const [dialog, setDialog] = useState<TrackingCodeView | 'new'>();
  const [all, setAll] = useState(false);
  const [wanted, setWanted] = useState('');
  const codes = lists?.codes ?? [];
  const archived = codes.filter((code) => code.archived).length;
  const put = ({ id, label }: TrackingCodeView, to: boolean) =>
    rest.changeTrackingCode(id, { label, archived: to });
  const archive = (code: TrackingCodeView): void => {
    const text = t('lists.done.archived', { name: code.code });
    void changeWithUndo(put(code, true), text, () => put(code, false));
  };
  const restore = (code: TrackingCodeView): void =>
    void change(put(code, false), t('lists.done.restored', { name: code.code }));
  const shown = codes.filter((code) => (all || !code.archived) && fits(code, wanted));
  return (
    <ListPage
      title={t('codes.title')}
      lead={t('codes.lead')}
      add={{ label: t('codes.add'), onClick: () => setDialog('new') }}
      empty={
        lists && codes.length === 0 ? { title: t('codes.emptyTitle'), text: t('codes.emptyText') } : undefined
      }
      failed={failed}
      loading={!lists}
      tools={
        <>
          <TextInput
            w={300}
            type="search"
            aria-label={t('codes.search')}
            placeholder={t('codes.search')}
            leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
          <ShowMore
            label={t('lists.showArchived', { count: archived })}
            count={archived}
            checked={all}
            onChange={setAll}
          />
        </>
      }
    >
      {codes.length > 0 && (
        <table className={users.table}>
          <thead>
            <tr>
              <th scope="col">{t('codes.code')}</th>
              <th scope="col">{t('codes.label')}</th>
              <th aria-hidden="true" />
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {shown.map((code) => (
              <tr key={code.id} className={code.archived ? own.archived : undefined}>
                <th scope="row">
                  <span className={`${own.name} ${own.mono}`}>{code.code}</span>
                </th>
                <td>{code.label || '–'}</td>
                <td>
                  {code.archived && (
                    <Badge variant="default" tt="none" fw={500}>
                      {t('lists.archived')}
                    </Badge>
                  )}
                </td>
                <td>
                  <CodeActions code={code} onEdit={setDialog} onArchive={archive} onRestore={restore} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {codes.length > 0 && shown.length === 0 && <p className={css.lead}>{t('codes.none')}</p>}
      {lists && <CodeFormSection stored={lists.codeForm} onStored={setLists} />}
      {dialog && (
        <CodeDialog
          code={dialog === 'new' ? undefined : dialog}
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

const CodeActions = ({
  code,
  onEdit,
  onArchive,
  onRestore,
}: {
  code: TrackingCodeView;
  onEdit: (code: TrackingCodeView) => void;
  onArchive: (code: TrackingCodeView) => void;
  onRestore: (code: TrackingCodeView) => void;
}) => {
  const { t } = useTranslation('starts');
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('lists.actions', { name: code.code })}>
          <IconDots size={18} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onEdit(code)}>{t('lists.edit')}</Menu.Item>
        {code.archived ? (
          <Menu.Item onClick={() => onRestore(code)}>{t('lists.restore')}</Menu.Item>
        ) : (
          <Menu.Item onClick={() => onArchive(code)}>{t('lists.archive')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
