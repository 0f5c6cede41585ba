import type { CustomerPart } from '@relevo/contracts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from '../settings.module.css';
import own from './personal-data.module.css';

/** What is erased and what stays, of these parts; first of all who waits at this moment. */
export const WhatGoes = ({ parts }: { parts: readonly CustomerPart[] }) => {
  const { t } = useTranslation('personalData');
  const waiting = parts.filter((part) => part.kind === 'waits' && !part.callBack).length;
  const calls = parts.filter((part) => part.kind === 'waits' && part.callBack).length;
  const came = parts.some(({ kind }) => kind === 'came');
  const expected = parts.some(({ kind }) => kind === 'expected');
  return (
    <>
      {waiting + calls > 0 && (
        <div className={own.warning}>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />
          <div>
            {waiting > 0 && <p>{t('waitNow', { count: waiting })}</p>}
            {calls > 0 && <p>{t('callsGo', { count: calls })}</p>}
          </div>
        </div>
      )}
      {came && <p>{t('goes')}</p>}
      {expected && <p>{t('goesExpected')}</p>}
      {(came || expected) && <p className={css.text}>{t(came ? 'stays' : 'staysExpected')}</p>}
    </>
  );
};
