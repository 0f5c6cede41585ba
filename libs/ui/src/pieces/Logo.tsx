/** Our mark. */
export const Logo = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" role="img" aria-label="Relevo">
    <rect width="24" height="24" rx="6" fill="var(--rv-accent)" />
    <path
      d="M7 17.5V7.5h5.2a3.4 3.4 0 0 1 .3 6.8H11l5.5 3.2"
      fill="none"
      stroke="var(--rv-on-fill)"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
