import { Tooltip } from '@mantine/core';
import { firstName } from '@relevo/ui';
import { IconShield, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerOf } from '../../session/customer';
import { useRemote, useSession } from '../use-work';
import { SafetyDialog } from './SafetyDialog';
import css from './safety.module.css';

const ICON = {
  unchecked: IconShield,
  asked: IconShield,
  waiting: IconShield,
  checked: IconShieldCheck,
  differs: IconShieldX,
} as const;

/** Whether the far end is proven, in the head of the session; opens the code to compare. */
export const SafetyChip = () => {
  const { t } = useTranslation('console');
  const { session } = useSession();
  const { safety } = useRemote();
  const [opened, setOpened] = useState(false);
  const name = firstName(customerOf(session)?.name ?? '');
  const Icon = ICON[safety.standing];
  return (
    <>
      <Tooltip label={t('safety.open')}>
        <button
          type="button"
          className={css.chip}
          data-standing={safety.standing}
          aria-haspopup="dialog"
          onClick={() => setOpened(true)}
        >
          <Icon size={18} stroke={1.75} aria-hidden="true" />
          <span>{t(`safety.${safety.standing}`, { name })}</span>
        </button>
      </Tooltip>
      <SafetyDialog opened={opened} name={name} onClose={() => setOpened(false)} />
    </>
  );
};
