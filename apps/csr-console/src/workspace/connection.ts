import type { RemoteSnapshot } from '../remote/remote-desk';

export interface ConnectionWord {
  readonly level: 0 | 1 | 2 | 3;
  readonly word: 'good' | 'fair' | 'poor' | 'none' | 'connecting';
}

/** Round trips in ms up to which a connection counts as good, and as fair: input feels immediate, and usable. */
const GOOD_MS = 80;
const FAIR_MS = 200;

/** How well the customer's computer is connected, in a word. */
export const connectionOf = ({ link, rtt }: Pick<RemoteSnapshot, 'link' | 'rtt'>): ConnectionWord => {
  if (link === 'connecting') return { level: 0, word: 'connecting' };
  if (link !== 'ready') return { level: 0, word: 'none' };
  if (rtt === undefined || rtt <= GOOD_MS) return { level: 3, word: 'good' };
  return rtt <= FAIR_MS ? { level: 2, word: 'fair' } : { level: 1, word: 'poor' };
};
