import { Button } from '@mantine/core';
import type { StreamVerdict } from '@relevo/contracts';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedInStore } from '../app/use-signed-in';
import { Refusal } from '../settings/Refusal';
import { useAction } from '../settings/use-action';
import css from './history.module.css';

/** Checks the whole log of a session on the server, with what its site has signed and its devices have said. */
export const Verify = ({ sessionId }: { sessionId: string }) => {
  const { t } = useTranslation('history');
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [verdicts, setVerdicts] = useState<readonly StreamVerdict[]>();
  const words = ({ kind, fault, events, reports, signedTo, erased }: StreamVerdict): string => {
    const what = t(`verify.${kind}`);
    if (fault) return t('verify.fault', { what, seq: fault.seq, fault: t(`fault.${fault.kind}`) });
    const whole = t('verify.whole', { what, events, reports, signedTo });
    return erased === 0 ? whole : `${whole} ${t('verify.erased', { count: erased })}`;
  };
  const verify = (): Promise<void> =>
    run(async () => setVerdicts((await rest.verifyHistory(sessionId)).streams));
  return (
    <div className={css.verify}>
      <Button variant="default" loading={busy} onClick={() => void verify()}>
        {t('verify')}
      </Button>
      <Refusal problem={problem} />
      <div role="status">
        <ul>
          {verdicts?.map((verdict) => (
            <li key={verdict.stream} data-whole={verdict.fault === undefined}>
              {verdict.fault ? (
                <IconShieldX size={18} stroke={1.75} aria-hidden="true" />
              ) : (
                <IconShieldCheck size={18} stroke={1.75} aria-hidden="true" />
              )}
              <span>{words(verdict)}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
};
