import { Tooltip } from '@mantine/core';
import type { ComponentPropsWithRef, ComponentType, ReactNode } from 'react';
import { useId } from 'react';
import type { IconProps } from './icons';
import css from './toolbar.module.css';

/** A command of the toolbar: icon over word. What cannot be used says why, to the eye and to screen readers. */
export const Tool = ({
  icon: Icon,
  label,
  refused,
  on,
  waits,
  end,
  mark,
  shortcut,
  onClick,
  ...rest
}: {
  icon: ComponentType<IconProps>;
  label: string;
  /** Why it cannot be used now; undefined = it can. */
  refused?: string;
  on?: boolean;
  /** The customer has been asked. */
  waits?: boolean;
  end?: boolean;
  mark?: ReactNode;
  shortcut?: string;
} & Omit<ComponentPropsWithRef<'button'>, 'children'>) => {
  const reasonId = useId();
  const button = (
    <button
      type="button"
      {...rest}
      className={[css.tool, end && css.end, waits && css.waiting, waits && 'rv-waiting']
        .filter(Boolean)
        .join(' ')}
      data-on={on || undefined}
      aria-label={label}
      aria-disabled={refused ? true : undefined}
      aria-describedby={refused ? reasonId : undefined}
      aria-keyshortcuts={shortcut}
      onClick={refused ? undefined : onClick}
    >
      <Icon size={20} stroke={1.75} aria-hidden="true" />
      {mark}
      <span>{label}</span>
      {refused && (
        <span id={reasonId} hidden>
          {refused}
        </span>
      )}
    </button>
  );
  return (
    <Tooltip label={refused ?? label} disabled={!refused} position="bottom">
      {button}
    </Tooltip>
  );
};
