import type { ChatDraft, NoteBook, NoteSnapshot, SessionClient, SessionSnapshot } from '@relevo/client';
import type { Abilities } from '@relevo/domain';
import { useNow, useSnapshot } from '@relevo/ui';
import { createContext, use } from 'react';
import type { RemoteDesk, RemoteSnapshot } from '../remote/remote-desk';

/** What all parts of one session's workspace share. */
export interface Work {
  readonly client: SessionClient;
  readonly remote: RemoteDesk;
  readonly notes: NoteBook;
  readonly draft: ChatDraft;
}

export const WorkContext = createContext<Work | null>(null);

/** The session whose workspace this is. */
export const useWork = (): Work => {
  const work = use(WorkContext);
  if (!work) throw new Error('no WorkContext above');
  return work;
};

/** The session as it is now. */
export const useSession = (): SessionSnapshot => useSnapshot(useWork().client);

/** What we may do now, command by command; `null` = allowed, else why not. */
export const useAbilities = (): Abilities => {
  const { client } = useWork();
  useSnapshot(client);
  return client.abilities(useNow());
};

/** The notes of the session, and what we are writing. */
export const useNotes = (): NoteSnapshot => useSnapshot(useWork().notes);

/** The customer's computer as it reaches us. */
export const useRemote = (): RemoteSnapshot => useSnapshot(useWork().remote);
