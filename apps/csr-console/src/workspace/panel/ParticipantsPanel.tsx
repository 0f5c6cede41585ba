import { joined, waiting } from '@relevo/domain';
import { useTranslation } from 'react-i18next';
import { useSession } from '../use-work';
import { Person, WaitingPerson } from './Person';
import css from './panel.module.css';

const ORDER = { owner: 0, assistant: 1, primary: 2, secondary: 3 } as const;

/** Who waits, who is here, who was. */
export const ParticipantsPanel = () => {
  const { t } = useTranslation('console');
  const { session } = useSession();
  const atDoor = waiting(session);
  const here = joined(session).sort(
    (a, b) => ORDER[a.role] - ORDER[b.role] || (a.joinedSeq ?? 0) - (b.joinedSeq ?? 0),
  );
  const gone = Object.values(session.participants).filter(
    ({ status }) => status === 'left' || status === 'declined',
  );
  const customers = here.filter(({ kind }) => kind === 'customer').length;
  return (
    <div className={css.people}>
      {atDoor.length > 0 && (
        <section aria-labelledby="people-waiting">
          <h3 id="people-waiting">{t('people.waiting')}</h3>
          <ul>
            {atDoor.map((person) => (
              <WaitingPerson key={person.id} person={person} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="people-here">
        <h3 id="people-here">{t('people.here')}</h3>
        <ul>
          {here.map((person) => (
            <Person key={person.id} person={person} />
          ))}
        </ul>
      </section>
      {customers === 0 && atDoor.length === 0 && session.phase !== 'ended' && (
        <div className={css.nothing}>
          <b>{t('people.noCustomer')}</b>
          <p>{t('people.noCustomerText')}</p>
        </div>
      )}
      {gone.length > 0 && (
        <section aria-labelledby="people-gone">
          <h3 id="people-gone">{t('people.gone')}</h3>
          <ul>
            {gone.map((person) => (
              <Person key={person.id} person={person} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};
