import { firstName, initials, useNow } from '@relevo/ui';
import {
  IconCheck,
  IconClock,
  IconEyeOff,
  IconPlayerStopFilled,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { Countdown } from './Countdown';

/** The words of the question, as they are shown, hashed and kept in the ledger. */
export const useScreenWords = (
  csrName: string,
  minutes: number | null,
  /** That they are from outside, and whose guest. */
  guest?: string,
): readonly string[] => {
  const { t } = useTranslation('customer');
  const csr = firstName(csrName);
  return [
    t('consent.screen.question', { csr }),
    t('consent.screen.can', { csr }),
    t('consent.screen.cannot', { csr }),
    minutes === null ? t('consent.untilStop') : t('consent.minutes', { count: minutes }),
    t('consent.screen.private', { csr }),
    t('consent.screen.stop'),
    ...(guest === undefined ? [] : [guest]),
  ];
};

const ICONS = [IconCheck, IconX, IconClock, IconEyeOff, IconPlayerStopFilled, IconUserQuestion];

/** One request as a full card (a sheet from below on a phone). No answer means no. */
export const ConsentCard = ({
  csrName,
  organisation,
  standing,
  words,
  expiresAt,
  promptSeconds,
  onAllow,
  onDeny,
}: {
  csrName: string;
  organisation: string;
  /** How far the name can be trusted. */
  standing: string;
  words: readonly string[];
  /** ms since the epoch. */
  expiresAt: number;
  promptSeconds: number;
  onAllow: () => void;
  onDeny: () => void;
}) => {
  const { t } = useTranslation('customer');
  const dialog = useRef<HTMLDialogElement>(null);
  const deny = useRef<HTMLButtonElement>(null);
  const left = (expiresAt - useNow()) / 1000;
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    deny.current?.focus();
    return () => element?.close();
  }, []);
  const [question, ...points] = words;
  return (
    <dialog
      ref={dialog}
      className="consent"
      aria-labelledby="consent-question"
      onCancel={(event) => {
        event.preventDefault();
        onDeny();
      }}
    >
      <div className="consent-who">
        <span className="photo photo-small" aria-hidden="true">
          {initials(csrName)}
        </span>
        <div>
          <b>{csrName}</b>
          <span className="from">{organisation}</span>
          <span className="from rv-num">{standing}</span>
        </div>
        <Countdown secondsLeft={left} of={promptSeconds} />
      </div>
      <h2 id="consent-question">{question}</h2>
      <ul>
        {points.map((point, index) => {
          const Icon = ICONS[index] ?? IconCheck;
          return (
            <li key={point}>
              <Icon size={22} aria-hidden="true" />
              {point}
            </li>
          );
        })}
      </ul>
      <div className="consent-answers">
        <button ref={deny} type="button" className="b b-plain" onClick={onDeny}>
          {t('consent.deny')}
        </button>
        <Button onClick={onAllow}>{t('consent.allow')}</Button>
      </div>
      <p className="consent-silence">{t('consent.silence')}</p>
    </dialog>
  );
};
