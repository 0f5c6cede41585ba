import { CHECK_STEPS, type CheckResult, type CheckStep, overallVerdict } from '@relevo/client';
import { useSnapshot } from '@relevo/ui';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconLoader } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/Button';
import { useSite } from '../parts/site';
import { Message } from '../screens/Message';
import type { CheckRun } from './check-run';

const ICONS = { ok: IconCircleCheck, slow: IconAlertTriangle, bad: IconCircleX };

/** Whether support would work from here, step by step, and what to do where it would not. */
export const CheckApp = ({ run }: { run: CheckRun }) => {
  const { t } = useTranslation('check');
  const { results, running } = useSnapshot(run);
  const { organisation } = useSite();
  useEffect(() => {
    document.title = `${t('title')} · ${organisation}`;
  }, [t, organisation]);
  const known = new Map(results.map((result) => [result.step, result]));
  const next = running && CHECK_STEPS.find((step) => !known.has(step));
  const overall = overallVerdict(results);
  return (
    <Message organisation={organisation} title={t('title')}>
      <p>{t('lead')}</p>
      <ul className="checks">
        {CHECK_STEPS.map((step) => {
          const result = known.get(step);
          if (result && result.verdict !== 'unknown') return <Done key={step} result={result} />;
          return step === next ? <Looking key={step} step={step} /> : null;
        })}
      </ul>
      {/* There from the beginning, so that screen readers hear what comes of it. */}
      <p className="check-all" role="status">
        {running ? t('running') : t(`overall.${overall}`)}
      </p>
      <Button aria-disabled={running} onClick={() => void run.start()}>
        {t('again')}
      </Button>
    </Message>
  );
};

const Done = ({ result: { step, verdict, ms = 0 } }: { result: CheckResult }) => {
  const { t } = useTranslation('check');
  if (verdict === 'unknown') return null;
  const Icon = ICONS[verdict];
  const words = (): string => {
    if (verdict === 'slow') return t('slow.server', { ms });
    if (verdict === 'bad') return t(`bad.${step}`);
    return step === 'server' ? t('ms', { ms }) : t(`ok.${step}`);
  };
  return (
    <li className={`check-${verdict}`}>
      <Icon size={28} aria-hidden="true" />
      <div>
        <b>{t(`step.${step}`)}</b>
        <span>{words()}</span>
      </div>
    </li>
  );
};

const Looking = ({ step }: { step: CheckStep }) => {
  const { t } = useTranslation('check');
  return (
    <li className="check-looking">
      <IconLoader size={28} aria-hidden="true" />
      <div>
        <b>{t(`step.${step}`)}</b>
        <span>{t('looking')}</span>
      </div>
    </li>
  );
};
