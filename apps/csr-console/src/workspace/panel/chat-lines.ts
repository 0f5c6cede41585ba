import type { SessionSnapshot } from '@relevo/client';
import type { Message } from '@relevo/domain';

export type ChatLine =
  | { readonly kind: 'message'; readonly at: number; readonly message: Message }
  | { readonly kind: 'joined' | 'left'; readonly at: number; readonly key: string; readonly name: string };

/** Messages with who came and went between them, in order of time; comings before the first loaded line are left out. */
export const chatLines = ({
  conversation,
  timeline,
  session,
  moreMessages,
}: Pick<SessionSnapshot, 'conversation' | 'timeline' | 'session' | 'moreMessages'>): ChatLine[] => {
  const from = moreMessages ? (conversation.messages[0]?.at ?? 0) : 0;
  const moves = timeline.flatMap((event): ChatLine[] => {
    if (event.type !== 'participant.admitted' && event.type !== 'participant.left') return [];
    const person = session.participants[event.data.participantId];
    if (!person || event.at < from) return [];
    const kind = event.type === 'participant.admitted' ? 'joined' : 'left';
    return [{ kind, at: event.at, key: `${kind}-${event.seq}`, name: person.name }];
  });
  const messages = conversation.messages.map(
    (message): ChatLine => ({ kind: 'message', at: message.at, message }),
  );
  // The log's order holds among messages; a stable sort keeps it when the clock stood still.
  return [...moves, ...messages].sort((a, b) => a.at - b.at);
};
