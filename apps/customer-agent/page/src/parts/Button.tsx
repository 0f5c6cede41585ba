import type { ButtonHTMLAttributes } from 'react';

/** `primary` = go on, `stop` = filled stop, `stop-quiet` = stop of one line, `plain` = everything else. */
type Tone = 'plain' | 'primary' | 'stop' | 'stop-quiet';

/** A button that a thumb can hit (48 px at least). */
export const Button = ({
  tone = 'plain',
  hero = false,
  className = '',
  type = 'button',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { tone?: Tone; hero?: boolean }) => (
  <button type={type} className={`b b-${tone}${hero ? ' b-hero' : ''} ${className}`} {...rest} />
);
