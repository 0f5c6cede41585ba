import { Button } from '@mantine/core';
import type { LiveSession } from '@relevo/contracts';
import { Avatar, groupDigits, TimeSince } from '@relevo/ui';
import { IconPlugConnectedX, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../app/notices';
import { useDesk } from '../app/use-desk';
import { useSignedIn } from '../app/use-signed-in';
import { TeamSelect } from '../teams/TeamSelect';
import css from './home.module.css';
import { TakeOverDialog } from './TakeOverDialog';

const LOOK_MS = 3000;

/** For supervisors: who helps whom now, the way in, which everybody there sees, and what to do about a lost owner. */
export const SupervisedSessions = () => {
  const signedIn = useSignedIn();
  return signedIn.status === 'in' && signedIn.account.role === 'supervisor' ? <Supervised /> : null;
};

const Supervised = () => {
  const { t } = useTranslation('console');
  const { rest } = useDesk();
  const [all, setAll] = useState<readonly LiveSession[]>([]);
  const [team, setTeam] = useState<string>();
  const [taken, setTaken] = useState<LiveSession>();
  useEffect(() => {
    let wanted = true;
    const look = (): void =>
      void rest.liveSessions({ team }).then(
        // An answer about another team is none.
        ({ sessions }) => wanted && setAll(sessions),
        // The next look tells; that the server is away stands above already.
        () => undefined,
      );
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [rest, team]);
  const others = all.filter(({ inIt }) => !inIt);
  return (
    <section className={css.card} aria-labelledby="live-sessions">
      <div className={css.head}>
        <h2 id="live-sessions">{t('team.title')}</h2>
        {others.length > 0 && <span className="rv-num">{others.length}</span>}
        <TeamSelect small value={team} onChange={setTeam} />
      </div>
      {others.length === 0 ? (
        <p className={css.quietLine}>{t('team.empty')}</p>
      ) : (
        <ul>
          {others.map((session) => (
            <SupervisedRow key={session.id} session={session} onTakeOver={() => setTaken(session)} />
          ))}
        </ul>
      )}
      {taken && (
        <TakeOverDialog sessionId={taken.id} owner={taken.owner} onClose={() => setTaken(undefined)} />
      )}
    </section>
  );
};

const SupervisedRow = ({ session, onTakeOver }: { session: LiveSession; onTakeOver: () => void }) => {
  const { t } = useTranslation('console');
  const { rest } = useDesk();
  const notices = useNotices();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const { id: sessionId, customer, number, subject, owner, ownerReachable, phase, startedAt } = session;
  const name = customer ?? t('session.nobodyYet');
  const join = async (): Promise<void> => {
    setBusy(true);
    try {
      await rest.supervise(sessionId);
      void navigate({ to: '/sessions/$sessionId', params: { sessionId } });
    } catch (error) {
      setBusy(false);
      notices.refused(codeOf(error));
    }
  };
  return (
    <li className={css.teamRow}>
      <div className={css.who}>
        <Avatar name={customer ?? '?'} tone={customer ? 'quiet' : 'dashed'} size={32} />
        <div>
          <b className="rv-ellipsis" dir="auto">
            {name}
          </b>
          <small className="rv-ellipsis rv-num">
            {groupDigits(number, '-')}
            {subject && ` · ${subject}`}
          </small>
        </div>
      </div>
      <div className={css.state} data-mark={ownerReachable ? undefined : 'waiting'}>
        {ownerReachable ? (
          <IconUser size={18} stroke={1.75} aria-hidden="true" />
        ) : (
          <IconPlugConnectedX size={18} stroke={1.75} aria-hidden="true" />
        )}
        <span className="rv-ellipsis">
          {ownerReachable ? owner : t('team.lost', { name: owner })}
          {phase === 'parked' && ` · ${t('state.parked')}`}
        </span>
      </div>
      <div className={css.time}>{startedAt && <TimeSince at={startedAt} />}</div>
      <div className={css.rowButtons}>
        {!ownerReachable && phase !== 'prepared' && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('team.takeOverNamed', { name })}
            onClick={onTakeOver}
          >
            {t('team.takeOver')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          loading={busy}
          aria-label={t('team.joinNamed', { name })}
          onClick={() => void join()}
        >
          {t('team.join')}
        </Button>
      </div>
    </li>
  );
};
