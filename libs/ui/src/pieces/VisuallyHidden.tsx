import type { ReactNode } from 'react';

/** Words for screen readers only. */
export const VisuallyHidden = ({
  children,
  live,
}: {
  children: ReactNode;
  live?: 'polite' | 'assertive';
}) => (
  <span className="rv-hidden" aria-live={live}>
    {children}
  </span>
);
