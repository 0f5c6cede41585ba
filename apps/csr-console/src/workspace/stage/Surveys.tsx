import { useTranslation } from 'react-i18next';
import { useSession } from '../use-work';
import css from './stage.module.css';

/** What customers said at the end (W46). */
export const Surveys = () => {
  const { t } = useTranslation('console');
  const { session } = useSession();
  const answers = Object.entries(session.surveys ?? {});
  if (answers.length === 0) return null;
  return (
    <ul className={css.surveys} aria-label={t('survey.label')}>
      {answers.map(([participantId, { score, text }]) => (
        <li key={participantId}>
          <b dir="auto">{session.participants[participantId]?.name ?? ''}</b>
          <span className="rv-num">{t('survey.score', { score })}</span>
          {text && <q dir="auto">{text}</q>}
        </li>
      ))}
    </ul>
  );
};
