import { initials } from '../initials';
import './avatar.css';

/** A person as initials in a circle. Hidden from screen readers: the name always stands beside it. */
export const Avatar = ({
  name,
  tone = 'quiet',
  size = 24,
}: {
  name: string;
  /** `accent` for oneself and for the customer of a session, `dashed` for who is not in it yet. */
  tone?: 'quiet' | 'accent' | 'dashed';
  /** Diameter in px. */
  size?: number;
}) => (
  <span className={`rv-avatar rv-avatar-${tone}`} style={{ width: size, height: size }} aria-hidden="true">
    {initials(name)}
  </span>
);
