import { Button, TextInput } from '@mantine/core';
import { type ErrorCode, type ExpertLinkView, personName } from '@relevo/contracts';
import { useLanguage } from '@relevo/ui';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../app/notices';
import { useSignedIn, useSignedInStore } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { AuthFrame } from '../auth/AuthFrame';
import css from './expert.module.css';

/** W39: where a link for an expert from outside leads: who asks, what they will be able to do, and the way in. */
export const ExpertPage = () => {
  const { t } = useTranslation(['experts', 'refusals']);
  const store = useSignedInStore();
  const signedIn = useSignedIn();
  // The secret stands behind '#': browsers send it to nobody.
  const token = useLocation({ select: ({ hash }) => hash });
  const [about, setAbout] = useState<ExpertLinkView>();
  const [problem, setProblem] = useState<ErrorCode>();
  const [joined, setJoined] = useState(false);

  useTitle(t('page.title'));
  useEffect(() => {
    void store.known();
    store.rest.previewExpertLink({ token }).then(setAbout, (error: unknown) => setProblem(codeOf(error)));
  }, [store, token]);

  if (problem) return <AuthFrame title={t('page.problem')} lead={t(problem, { ns: 'refusals' })} />;
  // Who is somebody here already does not become somebody else by a link.
  if ('account' in signedIn && !joined)
    return <AuthFrame title={t('page.title')} lead={t('page.signedIn', { name: signedIn.account.name })} />;
  if (!about || signedIn.status === 'unknown') return <AuthFrame title={t('page.title')} lead=" " />;
  return (
    <AuthFrame title={t('page.heading', { by: about.by })} lead={t('page.lead', about)}>
      {about.subject && <p className={css.subject}>{t('page.subject', about)}</p>}
      <h2 className={css.heading}>{t('page.can')}</h2>
      <ul className={css.can}>
        {(['chat', ...about.rights] as const).map((right) => (
          <li key={right}>{t(`can.${right}`)}</li>
        ))}
      </ul>
      <p className={css.note}>{t('page.visible', about)}</p>
      <JoinForm token={token} about={about} onJoining={setJoined} onProblem={setProblem} />
    </AuthFrame>
  );
};

const JoinForm = ({
  token,
  about,
  onJoining,
  onProblem,
}: {
  token: string;
  about: ExpertLinkView;
  /** Their own coming in is under way. */
  onJoining: (joins: boolean) => void;
  onProblem: (code: ErrorCode) => void;
}) => {
  const { t } = useTranslation('experts');
  const store = useSignedInStore();
  const navigate = useNavigate();
  const { language } = useLanguage();
  const [name, setName] = useState(about.name);
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const join = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const given = personName.safeParse(name);
    setWrong(!given.success);
    if (!given.success) return;
    setBusy(true);
    onJoining(true);
    try {
      const account = await store.rest.joinAsExpert({ token, name: given.data, language });
      store.entered(account);
      const sessionId = account.expertIn ?? '';
      await navigate({ to: '/sessions/$sessionId', params: { sessionId }, replace: true });
    } catch (error) {
      onJoining(false);
      onProblem(codeOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={css.form} onSubmit={(event) => void join(event)} noValidate>
      <TextInput
        label={t('page.name')}
        autoComplete="name"
        autoFocus
        value={name}
        error={wrong && t('page.nameMissing')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="lg" fullWidth loading={busy}>
        {t('page.join')}
      </Button>
    </form>
  );
};
