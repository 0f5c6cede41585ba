import { Loader } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './banner.module.css';

/** One thing that a person should know now, with what to do about it. */
export const Banner = ({
  children,
  action,
  icon,
  busy = false,
  tone = 'quiet',
}: {
  children: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
  busy?: boolean;
  tone?: 'quiet' | 'accent' | 'alarm';
}) => (
  <div className={css.banner} data-tone={tone} role={tone === 'alarm' ? 'alert' : 'status'}>
    {busy ? (
      <Loader size={16} color="currentColor" aria-hidden="true" />
    ) : (
      (icon ?? <IconInfoCircle size={18} stroke={1.75} aria-hidden="true" />)
    )}
    <p>{children}</p>
    {action && <div className={css.action}>{action}</div>}
  </div>
);
