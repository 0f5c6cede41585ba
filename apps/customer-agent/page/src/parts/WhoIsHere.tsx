import { joined, type Participant, type SessionState } from '@relevo/domain';
import { useTranslation } from 'react-i18next';

const ORDER = { owner: 0, assistant: 1, primary: 2, secondary: 3 } as const;

/** Everybody in the session, with what they are here for: nobody is ever here unseen (SEC-C12). */
export const WhoIsHere = ({ session, me }: { session: SessionState; me: string }) => {
  const { t } = useTranslation('customer');
  const here = joined(session).sort((a, b) => ORDER[a.role] - ORDER[b.role]);
  // The one who helps stands above already.
  if (here.length <= 2) return null;
  const part = ({ id, role, supervisor, expert }: Participant): string => {
    if (id === me) return t('who.you');
    if (expert) return t('who.expert', { by: session.participants[expert.by]?.name ?? '' });
    if (role === 'assistant') return t(supervisor ? 'who.supervisor' : 'who.assistant');
    return t(`who.${role}`);
  };
  return (
    <section className="card people-here" aria-label={t('who.title')}>
      <h2>{t('who.title')}</h2>
      <ul>
        {here.map((person) => (
          <li key={person.id}>
            <b dir="auto">{person.name}</b> <span className="quiet">{part(person)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
