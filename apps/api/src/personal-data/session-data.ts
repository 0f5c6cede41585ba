import type { PersonalData } from '@relevo/contracts';
import {
  type ConversationEvent,
  eventsAbout,
  eventsAboutExpected,
  expectedNames,
  type SessionEvent,
  writtenBy,
} from '@relevo/domain';
import { readAll } from '../streams/erase/erase-person';
import type { LogService } from '../streams/log/log.service';
import type { StreamEntry } from '../streams/log/stream-entry';

const plain = ({ seq, at, type, data }: SessionEvent): PersonalData['events'][number] => ({
  seq,
  at,
  type,
  data: { ...data },
});

/** What a session holds about a customer who came. */
export const dataOfCustomer = async (
  log: LogService,
  { id, state }: StreamEntry,
  participantId: string,
): Promise<PersonalData> => {
  const events = eventsAbout(state, await readAll<SessionEvent>(log, id), participantId);
  const talk = await readAll<ConversationEvent>(log, state.conversationId);
  // Not from the fold: a node that followed the session still knows names there that were erased.
  const arrival = events.find((event) => event.type === 'participant.arrived');
  return {
    sessionId: id,
    participantId,
    number: state.number,
    name: arrival?.data.name ?? '',
    events: events.map(plain),
    lines: writtenBy(talk, participantId).map(({ seq, at, data }) => ({ seq, at, text: data.text })),
  };
};

/** What a session holds about a customer who was expected and did not come. */
export const dataOfExpected = async (log: LogService, { id, state }: StreamEntry): Promise<PersonalData> => {
  const events = await readAll<SessionEvent>(log, id);
  return {
    sessionId: id,
    participantId: null,
    number: state.number,
    name: expectedNames(events).at(-1) ?? '',
    events: eventsAboutExpected(state, events).map(plain),
    lines: [],
  };
};
