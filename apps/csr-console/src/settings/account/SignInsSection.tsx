import { Badge, Button, Skeleton } from '@mantine/core';
import type { SignInView } from '@relevo/contracts';
import { dateTime, TimeSince, useLanguage } from '@relevo/ui';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import css from '../settings.module.css';
import own from './account.module.css';

/** Where this person is signed in now; each can be ended from here. */
export const SignInsSection = () => {
  const { t } = useTranslation('accounts');
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const [list, setList] = useState<readonly SignInView[]>();
  const load = useCallback(() => rest.ownSignIns().then(({ signIns }) => setList(signIns)), [rest]);
  useEffect(() => {
    load().catch(() => undefined);
  }, [load]);
  const act = (work: () => Promise<void>) => (): void => {
    work()
      .then(() => notices.done(t('signIns.ended')))
      .catch((error: unknown) => notices.refused(codeOf(error)))
      .finally(() => void load().catch(() => undefined));
  };

  return (
    <section aria-labelledby="sign-ins-title">
      <div className={`${css.row} ${css.spread}`}>
        <div>
          <h2 id="sign-ins-title">{t('signIns.title')}</h2>
          <p className={css.text}>{t('signIns.text')}</p>
        </div>
        {list && list.length > 1 && (
          <Button variant="default" onClick={act(() => rest.endOtherSignIns())}>
            {t('signIns.endOthers')}
          </Button>
        )}
      </div>
      {list ? (
        <ul className={own.list}>
          {list.map((one) => (
            <SignInRow key={one.id} signIn={one} onEnd={act(() => rest.endSignIn(one.id))} />
          ))}
        </ul>
      ) : (
        <Skeleton height={56} aria-busy="true" />
      )}
    </section>
  );
};

const SignInRow = ({ signIn, onEnd }: { signIn: SignInView; onEnd: () => void }) => {
  const { t } = useTranslation('accounts');
  const { language } = useLanguage();
  const browser = signIn.browser ?? t('signIns.unknown');
  const address = signIn.address ?? '';
  return (
    <li>
      <IconDeviceDesktop size={20} stroke={1.5} aria-hidden="true" />
      <div className={own.where}>
        <b>{browser}</b>
        <small className="rv-num">
          {address} · {t('signIns.since', { since: dateTime(signIn.createdAt, language) })}
        </small>
      </div>
      {signIn.current ? (
        <Badge variant="light" tt="none" fw={500}>
          {t('signIns.here')}
        </Badge>
      ) : (
        <>
          <span className={own.seen}>
            {t('signIns.seen')} <TimeSince at={signIn.seenAt} />
          </span>
          <Button
            variant="default"
            size="xs"
            aria-label={t('signIns.endOne', { browser, address })}
            onClick={onEnd}
          >
            {t('signIns.end')}
          </Button>
        </>
      )}
    </li>
  );
};
