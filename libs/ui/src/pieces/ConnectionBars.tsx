import './connection-bars.css';

/** Strength of a connection as bars; the word for it stands beside. 0 = no connection. */
export const ConnectionBars = ({ level }: { level: 0 | 1 | 2 | 3 }) => (
  <span className="rv-bars" aria-hidden="true">
    {[1, 2, 3].map((bar) => (
      <i key={bar} className={bar <= level ? 'on' : undefined} style={{ height: 2 + bar * 3 }} />
    ))}
  </span>
);
