import type { PendingMessage, SessionSnapshot } from '@relevo/client';
import type { Message } from '@relevo/domain';

/** `key` stays the same from Send to its place in the log. */
export type ChatLine = { readonly key: string } & (
  | { readonly kind: 'message'; readonly at: number; readonly message: Message }
  | { readonly kind: 'pending'; readonly message: PendingMessage }
  | { readonly kind: 'joined' | 'left'; readonly at: number; readonly name: string }
);
type Move = Extract<ChatLine, { kind: 'joined' | 'left' }>;

/** Messages with who came and went between them, by time, then what is on its way; comings before the first loaded line are left out. */
export const chatLines = ({
  conversation,
  timeline,
  session,
  moreMessages,
  pendingMessages,
}: Pick<
  SessionSnapshot,
  'conversation' | 'timeline' | 'session' | 'moreMessages' | 'pendingMessages'
>): ChatLine[] => {
  const from = moreMessages ? (conversation.messages[0]?.at ?? 0) : 0;
  const moves = timeline.flatMap((event): Move[] => {
    if (event.type !== 'participant.admitted' && event.type !== 'participant.left') return [];
    const person = session.participants[event.data.participantId];
    if (!person || event.at < from) return [];
    const kind = event.type === 'participant.admitted' ? 'joined' : 'left';
    return [{ kind, at: event.at, key: `${kind}-${event.seq}`, name: person.name }];
  });
  // The log's order holds among messages, whatever the clocks of the servers said.
  const lines: ChatLine[] = [];
  let next = 0;
  for (const message of conversation.messages) {
    for (let move = moves[next]; move && move.at <= message.at; move = moves[next]) {
      lines.push(move);
      next += 1;
    }
    lines.push({ kind: 'message', key: message.id, at: message.at, message });
  }
  const pending = pendingMessages.map(
    (message): ChatLine => ({ kind: 'pending', key: message.messageId, message }),
  );
  return [...lines, ...moves.slice(next), ...pending];
};
