import { joined, liveGrants } from '@relevo/domain';
import { countdown, useNow } from '@relevo/ui';
import { IconEye, IconPointer, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { customerOf } from '../../session/customer';
import { useSession } from '../use-work';
import css from './dialogs.module.css';

/** What ends with the session at this moment: who is connected, what runs and for whom. */
export const WhatEnds = () => {
  const { t } = useTranslation('console');
  const { session, me } = useSession();
  const now = useNow();
  const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;
  const customer = customerOf(session);
  const others = joined(session).filter(({ id }) => id !== me?.id);
  const grants = liveGrants(session, now);
  const name = (id: string | undefined): string => session.participants[id ?? '']?.name ?? '';
  return (
    <>
      <p className={css.text}>{customer ? t('end.text', { name: customer.name }) : t('end.textNobody')}</p>
      {others.length > 0 && (
        <ul className={css.ends} aria-label={t('end.what')}>
          {grants.map((grant) => (
            <li key={grant.id}>
              {grant.capability === 'input.control' ? <IconPointer {...icon} /> : <IconEye {...icon} />}
              <span>
                {t(`end.running.${grant.capability}`, {
                  csr: name(grant.csrId),
                  device: session.devices[grant.deviceId]?.name ?? '',
                })}
              </span>
              {grant.until !== null && <small className="rv-num">{countdown(grant.until - now)}</small>}
            </li>
          ))}
          <li>
            <IconUsers {...icon} />
            <span>{t('end.people', { names: others.map((person) => person.name).join(', ') })}</span>
          </li>
        </ul>
      )}
    </>
  );
};
