import { Button, Loader } from '@mantine/core';
import type { ColleagueLinkView, ErrorCode } from '@relevo/contracts';
import { groupDigits } from '@relevo/ui';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import frame from '../app/frame.module.css';
import { codeOf } from '../app/notices';
import { useDesk } from '../app/use-desk';
import { useTitle } from '../app/use-title';
import { forgetLinkToken, linkToken } from './link-token';

type State =
  | { readonly step: 'looking' }
  | { readonly step: 'asked'; readonly about: ColleagueLinkView; readonly busy: boolean }
  | { readonly step: 'problem'; readonly code: ErrorCode };

/** W40: where a link for colleagues leads, once signed in: who asks, for whom, and the way in. */
export const ColleaguePage = () => {
  const { t } = useTranslation(['console', 'refusals']);
  const { rest } = useDesk();
  const navigate = useNavigate();
  const [state, setState] = useState<State>({ step: 'looking' });
  const token = linkToken() ?? '';

  useTitle(t('colleague.title'));
  useEffect(() => {
    rest.previewColleagueLink({ token }).then(
      (about) => setState({ step: 'asked', about, busy: false }),
      (error: unknown) => {
        const code = codeOf(error);
        setState({ step: 'problem', code: code === 'BAD_REQUEST' ? 'INVITE_NOT_FOUND' : code });
      },
    );
  }, [rest, token]);

  const join = async (about: ColleagueLinkView): Promise<void> => {
    setState({ step: 'asked', about, busy: true });
    try {
      await rest.joinByColleagueLink({ token });
      forgetLinkToken();
      void navigate({ to: '/sessions/$sessionId', params: { sessionId: about.sessionId } });
    } catch (error) {
      setState({ step: 'problem', code: codeOf(error) });
    }
  };
  const home = (): void => {
    forgetLinkToken();
    void navigate({ to: '/' });
  };

  if (state.step === 'looking')
    return (
      <main className={frame.center} aria-busy="true">
        <Loader aria-label={t('state.loading')} />
      </main>
    );
  if (state.step === 'problem')
    return (
      <main className={frame.center}>
        <h1>{t('colleague.problem')}</h1>
        <p>{t(state.code, { ns: 'refusals' })}</p>
        <Button variant="default" onClick={home}>
          {t('session.goHome')}
        </Button>
      </main>
    );
  const { about } = state;
  return (
    <main className={frame.center}>
      <h1>{t('ring.title', { name: about.by })}</h1>
      <p dir="auto">
        {[about.customer ?? t('session.nobodyYet'), groupDigits(about.number, '-'), about.subject]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      <Button size="md" loading={state.busy} onClick={() => void join(about)}>
        {t('colleague.come')}
      </Button>
      <Button variant="subtle" onClick={home}>
        {t('colleague.notNow')}
      </Button>
    </main>
  );
};
