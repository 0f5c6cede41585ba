import { Button } from '@mantine/core';
import type { Audience, Participant } from '@relevo/domain';
import type { ChatWords } from '@relevo/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './chat.module.css';

/** Asks before what was written for few goes to more. */
export const Widening = ({
  before,
  to,
  readers,
  words,
  onAnswer,
}: {
  before: Audience;
  to: Audience;
  readers: readonly Participant[];
  words: ChatWords;
  onAnswer: (yes: boolean) => void;
}) => {
  const { t } = useTranslation('chat');
  return (
    <div className={css.widening} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <p>{t('widen', { before: words.audience(before), names: words.names(readers.map(({ id }) => id)) })}</p>
      <div>
        <Button size="compact-sm" autoFocus onClick={() => onAnswer(false)}>
          {t('widen.no')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onAnswer(true)}>
          {t('widen.yes', { after: words.audience(to) })}
        </Button>
      </div>
    </div>
  );
};
