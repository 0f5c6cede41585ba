import type { ErrorCode } from '@relevo/contracts';
import { useLanguage, useSnapshot } from '@relevo/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './parts/Button';
import { useSite } from './parts/site';
import { Code } from './screens/Code';
import { Here } from './screens/Here';
import { Invite } from './screens/Invite';
import { Left } from './screens/Left';
import { Message } from './screens/Message';
import type { Visit } from './visit/visit';

/** Problems that trying again cannot mend. */
const FINAL: readonly ErrorCode[] = ['INVITE_USED', 'INVITE_EXPIRED', 'INVITE_REVOKED', 'SESSION_ENDED'];

export const App = ({ visit }: { visit: Visit }) => {
  const { t } = useTranslation('customer');
  const { t: sentence } = useTranslation('refusals');
  const state = useSnapshot(visit);
  const { organisation } = useSite();
  const { language } = useLanguage();
  useEffect(() => {
    document.title = `${t('page.title')} · ${organisation}`;
  }, [t, organisation]);

  switch (state.step) {
    case 'loading':
      return <Message organisation={organisation} title={t('loading')} />;
    case 'code':
      return <Code organisation={organisation} onCode={(code) => void visit.preview({ code })} />;
    case 'invite':
      return (
        <Invite
          preview={state.preview}
          problem={
            state.problem &&
            (state.problem === 'UNAVAILABLE' ? t('invite.noAnswer') : sentence(state.problem))
          }
          onJoin={(name) => visit.join(name, language)}
          onReport={() => visit.report()}
        />
      );
    case 'problem':
      return (
        <Message organisation={organisation} title={t('problem.title')} urgent>
          <p>{sentence(state.code)}</p>
          <div className="actions">
            {!FINAL.includes(state.code) && (
              <Button tone="primary" onClick={() => void visit.retry()}>
                {t('problem.retry')}
              </Button>
            )}
            <Button onClick={() => visit.askForCode()}>{t('problem.code')}</Button>
          </div>
        </Message>
      );
    case 'reported':
      return (
        <Message organisation={organisation} title={t('reported.title')}>
          <p>{t('reported.text')}</p>
        </Message>
      );
    case 'left':
      return <Left stay={state.stay} saved={state.saved} machine={state.machine} />;
    case 'here':
      return <Here visit={visit} stay={state.stay} saved={state.saved} />;
  }
};
