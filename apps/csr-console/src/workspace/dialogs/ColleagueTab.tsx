import { Button, Loader } from '@mantine/core';
import type { Colleague } from '@relevo/contracts';
import { Avatar } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { RefusalText } from '../../app/RefusalText';
import { CopyButton } from './CopyButton';
import css from './dialogs.module.css';
import { ExpertSection } from './ExpertSection';
import { SendInvite } from './SendInvite';
import { useColleagues } from './use-colleagues';

/** W40: a colleague of the directory, whose console rings, or a link that a signed-in CSR opens; and an expert from outside (W39). */
export const ColleagueTab = () => {
  const { t } = useTranslation('console');
  const { colleagues, ring, link, makeLink, making, failed } = useColleagues();
  return (
    <>
      <section className={css.part}>
        <h3>{t('colleague.directory')}</h3>
        <p>{t('colleague.directoryText')}</p>
        {colleagues === undefined ? (
          <div className={css.making} role="status">
            <Loader size={20} />
          </div>
        ) : colleagues.length === 0 ? (
          <p className={css.nobody}>{t('colleague.nobody')}</p>
        ) : (
          <ul className={css.colleagues} aria-label={t('colleague.directory')}>
            {colleagues.map((one) => (
              <ColleagueRow key={one.accountId} colleague={one} onRing={() => ring(one.accountId)} />
            ))}
          </ul>
        )}
      </section>
      <section className={css.part}>
        <h3>{t('colleague.linkTitle')}</h3>
        <p>{t('colleague.linkText')}</p>
        {link ? (
          <>
            <div className={css.link}>
              <input
                readOnly
                aria-label={t('colleague.link')}
                value={link.url}
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton text={link.url}>{t('invite.copyLink')}</CopyButton>
            </div>
            <p className={css.once}>{t('invite.once')}</p>
            <SendInvite inviteId={link.inviteId} />
          </>
        ) : (
          <Button mt="xs" variant="default" loading={making} onClick={makeLink}>
            {t('colleague.makeLink')}
          </Button>
        )}
      </section>
      <RefusalText code={failed} className={css.problem} />
      <ExpertSection />
    </>
  );
};

const ColleagueRow = ({
  colleague: { name, role, reachable, sessions, state },
  onRing,
}: {
  colleague: Colleague & { readonly state: 'here' | 'ringing' | 'declined' | 'free' };
  onRing: () => void;
}) => {
  const { t } = useTranslation('console');
  const reach = reachable
    ? sessions > 0
      ? t('colleague.busy', { count: sessions })
      : t('colleague.free')
    : t('colleague.away');
  return (
    <li>
      <span className={css.face}>
        <Avatar name={name} tone={reachable ? 'accent' : 'quiet'} size={32} />
        <i data-off={reachable ? undefined : true} aria-hidden="true" />
      </span>
      <div className={css.named}>
        <b className="rv-ellipsis" dir="auto">
          {name}
        </b>
        <small>
          {role === 'csr' ? reach : `${t(`account.role.${role}`)} · ${reach}`}
          {state === 'declined' && ` · ${t('colleague.declined')}`}
        </small>
      </div>
      {state === 'here' ? (
        <span className={css.quiet}>{t('colleague.here')}</span>
      ) : state === 'ringing' ? (
        <span className={`${css.quiet} rv-waiting`} role="status">
          {t('colleague.ringing')}
        </span>
      ) : (
        <Button
          size="xs"
          variant="default"
          disabled={!reachable}
          aria-label={t('colleague.askNamed', { name })}
          onClick={onRing}
        >
          {t('colleague.ask')}
        </Button>
      )}
    </li>
  );
};
