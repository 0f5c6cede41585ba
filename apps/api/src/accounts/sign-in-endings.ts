import type { EntityManager } from 'typeorm';
import { endChallengesOf } from './second-step/challenge.queries';
import { tellEnded } from './sign-in-events';
import { endAll, endAllBut, endOne } from './sign-ins.queries';

/** Ends one sign-in with its sockets, on all nodes, when the manager's transaction commits (SEC-A4). */
export const endSignIn = async (manager: EntityManager, signInId: string, at: Date): Promise<boolean> => {
  const wasGood = await endOne(manager, signInId, at);
  if (wasGood) await tellEnded(manager, { signInId });
  return wasGood;
};

/** The same for every sign-in of an account; whoever is half signed in begins again. */
export const endEverySignIn = async (manager: EntityManager, accountId: string, at: Date): Promise<void> => {
  await endChallengesOf(manager, accountId);
  await endAll(manager, accountId, at);
  await tellEnded(manager, { accountId });
};

/** The same for every sign-in of an account but one. */
export const endOthers = async (
  manager: EntityManager,
  accountId: string,
  signInId: string,
  at: Date,
): Promise<void> => {
  await endChallengesOf(manager, accountId);
  for (const ended of await endAllBut(manager, accountId, signInId, at))
    await tellEnded(manager, { signInId: ended });
};
