import type { CommandEnvelope } from '@relevo/contracts';
import type { ConversationState } from '@relevo/domain';
import type { Outbox } from './outbox';
import type { PendingMessage } from './types';

type Post = Extract<CommandEnvelope, { type: 'message.post' }>;

/** Chat lines between Send and their place in the log: also those that are acknowledged but not back yet. */
export class PendingMessages {
  /** Acknowledged lines and the place of their event, by command. */
  private readonly acknowledged = new Map<string, { post: Post; seq: number }>();
  readonly close: () => void;

  constructor(private readonly outbox: Outbox) {
    this.close = outbox.onSettled((post, outcome) => {
      if (post.type !== 'message.post' || !outcome.ok) return;
      this.acknowledged.set(post.commandId, { post, seq: outcome.seq });
    });
  }

  /** What a conversation does not hold yet, in the order of sending. */
  of(conversation: ConversationState): PendingMessage[] {
    for (const [commandId, { post, seq }] of this.acknowledged) {
      const ours = post.stream === conversation.id;
      if (!ours || seq <= conversation.version) this.acknowledged.delete(commandId);
    }
    const posted = new Set(conversation.messages.map((message) => message.id));
    const waiting = this.outbox.pending(conversation.id).filter((e): e is Post => e.type === 'message.post');
    const acknowledged = [...this.acknowledged.values()].map(({ post }) => post);
    return [...acknowledged.filter((post) => !waiting.includes(post)), ...waiting]
      .filter((post) => !posted.has(post.data.messageId))
      .map(({ commandId, data }) => ({ commandId, ...data }));
  }
}
