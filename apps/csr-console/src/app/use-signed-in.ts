import { useSnapshot } from '@relevo/ui';
import { createContext, use } from 'react';
import type { SignedInState, SignedInStore } from './signed-in';

export const SignedInContext = createContext<SignedInStore | null>(null);

/** The store of who is signed in. */
export const useSignedInStore = (): SignedInStore => {
  const store = use(SignedInContext);
  if (!store) throw new Error('no SignedInContext above');
  return store;
};

/** Who is signed in now. */
export const useSignedIn = (): SignedInState => useSnapshot(useSignedInStore());
