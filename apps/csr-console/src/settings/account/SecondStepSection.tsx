import { Badge, Button, Skeleton } from '@mantine/core';
import type { ErrorCode, SecondStepView } from '@relevo/contracts';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import css from '../settings.module.css';
import { ProveDialog } from './ProveDialog';
import { TurnOnDialog } from './TurnOnDialog';

/** Whether signing in asks for a code, and how to change that. */
export const SecondStepSection = () => {
  const { t } = useTranslation(['accounts', 'refusals']);
  const { rest } = useSignedInStore();
  const [problem, setProblem] = useState<ErrorCode>();
  const [state, setState] = useState<SecondStepView>();
  const [dialog, setDialog] = useState<'on' | 'off' | 'codes'>();
  const load = useCallback((): void => {
    rest.secondStep().then(setState, (error: unknown) => setProblem(codeOf(error)));
  }, [rest]);
  useEffect(load, [load]);
  const close = (done: boolean): void => {
    setDialog(undefined);
    if (done) load();
  };

  if (problem) return <section role="alert">{t(problem, { ns: 'refusals' })}</section>;
  if (!state) return <Skeleton height={72} m="md" aria-busy="true" />;
  const on = state.since !== null;
  return (
    <section aria-labelledby="step-title">
      <div className={`${css.row} ${css.spread}`}>
        <div>
          <h2 id="step-title" className={css.row}>
            {t('step.title')}
            <Badge variant="light" color={on ? 'accent' : 'gray'} tt="none" fw={500}>
              {t(on ? 'step.on' : 'step.off')}
            </Badge>
          </h2>
          <p className={css.text}>
            {on
              ? `${t('step.onText')} ${t('step.codesLeft', { count: state.recoveryCodesLeft })}`
              : t('step.offText')}
            {state.required && ` ${t('step.required')}`}
          </p>
        </div>
        {on ? (
          <div className={css.row}>
            <Button variant="default" onClick={() => setDialog('codes')}>
              {t('step.newCodes')}
            </Button>
            {!state.required && (
              <Button variant="default" onClick={() => setDialog('off')}>
                {t('step.turnOff')}
              </Button>
            )}
          </div>
        ) : (
          <Button onClick={() => setDialog('on')}>{t('step.turnOn')}</Button>
        )}
      </div>
      {dialog === 'on' && <TurnOnDialog onClose={close} />}
      {(dialog === 'off' || dialog === 'codes') && <ProveDialog what={dialog} onClose={close} />}
    </section>
  );
};
