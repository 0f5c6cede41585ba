import { Button, Skeleton } from '@mantine/core';
import type { ErrorCode } from '@relevo/contracts';
import { nameIn, useLanguage } from '@relevo/ui';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../app/use-title';
import { type StartChoice } from './choice';
import { choiceOf, mayStartByItself, shownToPerson } from './opened';
import { StartDialog } from './StartDialog';
import css from './starts.module.css';
import { useStartLists } from './use-start-lists';
import { useStartSession } from './use-start-session';

/** `/start?type=…&code=…&subject=…` (W4): starts when its person opened it, and asks first when anybody else did. */
export const StartPage = () => {
  const { t } = useTranslation('starts');
  const starting = useStartSession();
  const navigate = useNavigate();
  const [choice] = useState(() => choiceOf(location.search));
  const [byItself] = useState(mayStartByItself);
  const [refused, setRefused] = useState<ErrorCode>();
  const [tried, setTried] = useState(false);
  const start = async (): Promise<void> => {
    setRefused(await starting.start(choice));
    setTried(true);
  };
  useTitle(t('start.title'));
  useEffect(() => {
    if (byItself) void shownToPerson().then(start);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, for the loading of the page: never because something was drawn anew
  }, []);
  const home = (): void => void navigate({ to: '/', replace: true });

  if (refused) return <StartDialog starting={starting} problem={refused} given={choice} onClose={home} />;
  return (
    <main className={css.open}>
      {byItself && !tried ? (
        <p role="status">{t('open.starting')}</p>
      ) : (
        <Confirm choice={choice} busy={starting.starting} onStart={() => void start()} onCancel={home} />
      )}
    </main>
  );
};

const Confirm = ({
  choice,
  busy,
  onStart,
  onCancel,
}: {
  choice: StartChoice | undefined;
  busy: boolean;
  onStart: () => void;
  onCancel: () => void;
}) => {
  const { t } = useTranslation(['starts', 'console', 'common']);
  const { language } = useLanguage();
  const known = useStartLists();
  if (!known) return <Skeleton width={440} height={220} radius="lg" aria-busy="true" />;
  const wanted = choice ?? known.defaults;
  const type = known.lists.types.find(({ id }) => id === wanted.typeId);
  const facts = [
    [t('start.type'), type && nameIn(language, type)],
    [t('start.code'), wanted.code],
    [t('console:home.subject'), wanted.subject],
  ].filter(([, value]) => value);
  return (
    <section>
      <h1>{t('open.title')}</h1>
      <p>{t('open.text')}</p>
      {facts.length > 0 && (
        <dl className={css.facts}>
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className={css.foot}>
        <Button variant="default" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
        <Button autoFocus loading={busy} onClick={onStart}>
          {t('start.go')}
        </Button>
      </div>
    </section>
  );
};
