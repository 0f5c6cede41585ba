import type { ReactNode } from 'react';

export interface IconProps {
  size?: number | string;
  stroke?: number | string;
  'aria-hidden'?: 'true';
}

const make = (paths: ReactNode) =>
  function OwnIcon({ size = 20, stroke = 1.75 }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={stroke}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {paths}
      </svg>
    );
  };

/** A screen with a pointer: remote control. */
export const IconScreenCursor = make(
  <>
    <path d="M20 11V6.5A2.5 2.5 0 0 0 17.5 4h-11A2.5 2.5 0 0 0 4 6.5v7A2.5 2.5 0 0 0 6.5 16H10M8 20h3" />
    <path d="m13 12.5 8 3-3.6 1.6-1.5 3.7z" />
  </>,
);

/** A screen that plays: live sessions. */
export const IconLive = make(
  <>
    <rect x="3" y="4.5" width="18" height="12" rx="2" />
    <path d="M8.5 20h7M10.5 8v5l4-2.5z" />
  </>,
);

/** A filled dot in a ring: recording. */
export const IconRecord = make(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <circle cx="12" cy="12" r="3.5" fill="currentColor" stroke="none" />
  </>,
);

/** A screen with an i: information about the customer's computer. */
export const IconScreenInfo = make(
  <>
    <rect x="3" y="4" width="18" height="12.5" rx="2" />
    <path d="M8.5 20.5h7M12 16.5v4M12 9.5v3.5M12 7h.01" />
  </>,
);
