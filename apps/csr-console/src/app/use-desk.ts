import { useSnapshot } from '@relevo/ui';
import { createContext, use } from 'react';
import type { Desk } from './desk';

export const DeskContext = createContext<Desk | null>(null);

/** The desk of the person who is signed in. */
export const useDesk = (): Desk => {
  const desk = use(DeskContext);
  if (!desk) throw new Error('no DeskContext above');
  return desk;
};

/** All sessions that are followed, and the line. */
export const useHome = () => useSnapshot(useDesk().home);
