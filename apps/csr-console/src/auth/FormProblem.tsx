import type { ErrorBody } from '@relevo/contracts';
import { countdown, useNow } from '@relevo/ui';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './auth.module.css';

export interface Problem {
  readonly body: ErrorBody;
  /** When it happened, ms since the epoch: a wait counts from then. */
  readonly at: number;
}

/** When the form may be sent again; 0 = at once. */
export const waitsUntil = (problem: Problem | undefined): number =>
  problem?.body.retryAfterSeconds ? problem.at + problem.body.retryAfterSeconds * 1000 : 0;

/** Why the form was not accepted, and how long to wait where one must. */
export const FormProblem = ({ problem }: { problem: Problem }) => {
  const { t } = useTranslation(['console', 'refusals']);
  const left = waitsUntil(problem) - useNow();
  return (
    <div className={css.problem} role="alert">
      <IconAlertCircle size={18} aria-hidden="true" />
      <span>
        {t(problem.body.code, { ns: 'refusals' })}
        {left > 0 && <span className="rv-num"> {t('signIn.wait', { time: countdown(left) })}</span>}
      </span>
    </div>
  );
};
