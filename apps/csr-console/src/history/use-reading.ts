import { ApiFailure, conversationFold, LogReading, type RestClient, sessionFold } from '@relevo/client';
import type { ErrorBody, OpenedHistory } from '@relevo/contracts';
import type { ConversationState, SessionState } from '@relevo/domain';
import { useCallback, useEffect, useState } from 'react';
import { useSignedInStore } from '../app/use-signed-in';

/** Pages of 500 that are read at once: of the session all that it has, of a long talk so many for each wish. */
const ALL = 1000;
const TALK_PAGES = 4;

/** A session that was, as far as it has been read. */
export interface Reading {
  readonly opened: OpenedHistory;
  readonly session: LogReading<SessionState>;
  readonly talk: LogReading<ConversationState>;
}

const read = async (rest: RestClient, sessionId: string): Promise<Reading> => {
  const opened = await rest.openHistory(sessionId);
  const page = (stream: 'session' | 'conversation') => (since: number) =>
    rest.historyEvents(sessionId, { stream, since });
  const session = new LogReading(sessionId, sessionFold, page('session'));
  const talk = new LogReading(opened.conversationId, conversationFold, page('conversation'));
  await Promise.all([session.read(ALL), talk.read(TALK_PAGES)]);
  return { opened, session, talk };
};

/** Opens a session of the history and reads its log, checked link by link as it comes. */
export const useReading = (sessionId: string) => {
  const { rest } = useSignedInStore();
  const [reading, setReading] = useState<Reading>();
  const [failed, setFailed] = useState<ErrorBody>();
  const [busy, setBusy] = useState(false);
  const fail = useCallback((error: unknown): void => {
    if (!(error instanceof ApiFailure)) throw error;
    setFailed(error.body);
  }, []);
  const begin = useCallback(
    () =>
      void read(rest, sessionId).then((known) => {
        setFailed(undefined);
        setReading(known);
      }, fail),
    [rest, sessionId, fail],
  );
  useEffect(begin, [begin]);
  const readOn = async (known: Reading): Promise<void> => {
    setBusy(true);
    await known.talk.read(TALK_PAGES).catch(fail);
    setReading({ ...known });
    setBusy(false);
  };
  return { reading, failed, busy, retry: begin, readOn: () => void (reading && readOn(reading)) };
};
