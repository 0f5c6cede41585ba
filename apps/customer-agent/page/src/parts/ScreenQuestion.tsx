import { type Prompt, readableCode } from '@relevo/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsrSafety } from '../visit/csr-safety';
import type { PageDevice } from '../visit/page-device';
import { ConsentCard, useScreenWords } from './ConsentCard';

/** The question whether the CSR may see the screen from this browser. */
export const ScreenQuestion = ({
  prompt,
  organisation,
  safety,
  device,
}: {
  prompt: Prompt;
  organisation: string;
  /** With whoever asks. */
  safety: CsrSafety | undefined;
  device: PageDevice;
}) => {
  const { t } = useTranslation('customer');
  const { csrName, guestOf, minutes, patienceMs } = prompt.request;
  const guest = guestOf === undefined ? undefined : { by: guestOf, organisation };
  const words = useScreenWords(csrName, minutes, guest && t('consent.guest', guest));
  const standing =
    safety?.standing === 'checked'
      ? t('safety.checked')
      : safety?.code
        ? t('safety.codeUnchecked', { code: readableCode(safety.code) })
        : t('safety.unchecked');
  // The deadline is on the monotonic clock; the ring needs it once, on the wall clock.
  const [expiresAt] = useState(() => Date.now() + prompt.deadline - performance.now());
  return (
    <ConsentCard
      csrName={csrName}
      organisation={guest ? t('consent.guestOf', guest) : organisation}
      standing={standing}
      words={words}
      expiresAt={expiresAt}
      promptSeconds={patienceMs / 1000}
      onAllow={() => void device.allow(prompt, words)}
      onDeny={() => device.deny(prompt, words)}
    />
  );
};
