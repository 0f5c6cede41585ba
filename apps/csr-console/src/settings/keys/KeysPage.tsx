import { Badge, Button } from '@mantine/core';
import type { RestClient } from '@relevo/client';
import type { ApiKeyView, MadeApiKey } from '@relevo/contracts';
import { dateTime, useLanguage } from '@relevo/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useNotices } from '../../app/notices';
import { useSignedIn, useSignedInStore } from '../../app/use-signed-in';
import { ListPage, ShowMore } from '../lists/ListPage';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { useAnswer } from '../use-answer';
import users from '../users/users.module.css';
import { MakeKeyDialog } from './MakeKeyDialog';
import { SecretDialog } from './SecretDialog';

const ask = async (rest: RestClient) => (await rest.apiKeys()).keys;

const isOver = ({ state }: ApiKeyView): boolean => state === 'revoked' || state === 'expired';

/** Keys for programs (SEC-A3): one's own, and for administrators those of the site. */
export const KeysPage = () => {
  const { t } = useTranslation('starts');
  const signedIn = useSignedIn();
  const [keys, setKeys, failed] = useAnswer(ask);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<MadeApiKey>();
  const [ending, setEnding] = useState<ApiKeyView>();
  const [all, setAll] = useState(false);
  if (signedIn.status !== 'in') return null;
  const { account } = signedIn;
  const over = (keys ?? []).filter(isOver).length;
  const shown = (keys ?? []).filter((key) => all || !isOver(key));
  return (
    <ListPage
      title={t('keys.title')}
      lead={t(account.role === 'administrator' ? 'keys.leadAll' : 'keys.lead')}
      add={{ label: t('keys.add'), onClick: () => setMaking(true) }}
      empty={keys?.length === 0 ? { title: t('keys.emptyTitle'), text: t('keys.emptyText') } : undefined}
      failed={failed}
      loading={!keys}
      tools={
        <ShowMore label={t('keys.showOver', { count: over })} count={over} checked={all} onChange={setAll} />
      }
    >
      {shown.length > 0 && <KeysTable keys={shown} onEnd={setEnding} />}
      {making && (
        <MakeKeyDialog
          account={account}
          onClose={() => setMaking(false)}
          onMade={(one) => {
            setKeys((before) => [one.key, ...(before ?? [])]);
            setMaking(false);
            setMade(one);
          }}
        />
      )}
      {made && <SecretDialog made={made} onClose={() => setMade(undefined)} />}
      {ending && (
        <EndDialog
          apiKey={ending}
          onClose={() => setEnding(undefined)}
          onEnded={(ended) => {
            setKeys((before) => before?.map((one) => (one.id === ended.id ? ended : one)));
            setEnding(undefined);
          }}
        />
      )}
    </ListPage>
  );
};

const KeysTable = ({ keys, onEnd }: { keys: readonly ApiKeyView[]; onEnd: (key: ApiKeyView) => void }) => {
  const { t } = useTranslation('starts');
  const { language } = useLanguage();
  return (
    <table className={users.table}>
      <thead>
        <tr>
          <th scope="col">{t('keys.name')}</th>
          <th scope="col">{t('keys.account')}</th>
          <th scope="col">{t('keys.used')}</th>
          <th scope="col">{t('keys.ends')}</th>
          <th scope="col">{t('keys.state')}</th>
          <th aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => {
          const narrowed = key.state === 'active' && key.held.length < key.scopes.length;
          return (
            <tr key={key.id} data-state={key.state === 'active' ? undefined : 'disabled'}>
              <th scope="row" aria-label={`${key.name} …${key.ending}`}>
                <div className={users.who}>
                  <div>
                    <b className="rv-ellipsis">{key.name}</b>
                    <small className="rv-ellipsis">
                      …{key.ending} · {key.scopes.map((scope) => t(`keys.scope.${scope}`)).join(', ')}
                    </small>
                  </div>
                </div>
              </th>
              <td>
                {key.account.name}
                {key.maker.id !== key.account.id && ` (${t('keys.madeBy', { name: key.maker.name })})`}
              </td>
              <td className="rv-num">
                {key.lastUsedAt === null ? t('keys.never') : dateTime(key.lastUsedAt, language)}
              </td>
              <td className="rv-num">{dateTime(key.expiresAt, language)}</td>
              <td>
                <Badge
                  variant={key.state === 'active' && !narrowed ? 'light' : 'default'}
                  tt="none"
                  fw={500}
                  title={narrowed ? t('keys.narrowedHint') : undefined}
                >
                  {t(narrowed ? 'keys.state.narrowed' : `keys.state.${key.state}`)}
                </Badge>
              </td>
              <td>
                {(key.state === 'active' || key.state === 'disabled') && (
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={t('keys.revokeNamed', { name: key.name })}
                    onClick={() => onEnd(key)}
                  >
                    {t('keys.revoke')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const EndDialog = ({
  apiKey,
  onClose,
  onEnded,
}: {
  apiKey: ApiKeyView;
  onClose: () => void;
  onEnded: (key: ApiKeyView) => void;
}) => {
  const { t } = useTranslation(['starts', 'common']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const end = (): void =>
    void run(async () => {
      onEnded(await rest.revokeApiKey(apiKey.id));
      notices.done(t('keys.revoked', { name: apiKey.name }));
    });
  return (
    <Dialog opened onClose={onClose} title={t('keys.revokeTitle', { name: apiKey.name })} size={440}>
      <p className={css.text}>{t('keys.revokeText')}</p>
      <Refusal problem={problem} />
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button color="red" loading={busy} onClick={end}>
          {t('keys.revoke')}
        </Button>
      </div>
    </Dialog>
  );
};
