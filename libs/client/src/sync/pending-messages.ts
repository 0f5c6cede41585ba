import type { CommandEnvelope } from '@relevo/contracts';
import type { ConversationState } from '@relevo/domain';
import type { Outbox } from './outbox';
import type { PendingMessage, SentCommand } from './types';

type Post = Extract<CommandEnvelope, { type: 'message.post' }>;

/** Chat lines between Send and their place in the log: also those that are acknowledged but not back yet. */
export class PendingMessages {
  /** Acknowledged lines whose event has not come yet, by command. */
  private readonly acknowledged = new Map<string, { post: Post; seq: number }>();

  constructor(
    private readonly outbox: Outbox,
    private readonly changed: () => void,
  ) {}

  /** Keeps a line in sight between its acknowledgement and its event. */
  watch(stream: string, sent: SentCommand): void {
    const post = this.outbox.pending(stream).find((e) => e.commandId === sent.commandId);
    if (post?.type !== 'message.post') return;
    void sent.outcome.then((outcome) => {
      if (!outcome.ok) return;
      this.acknowledged.set(sent.commandId, { post, seq: outcome.seq });
      this.changed();
    });
  }

  /** What a conversation does not hold yet, in the order of sending. */
  of(conversation: ConversationState): PendingMessage[] {
    for (const [commandId, { seq }] of this.acknowledged) {
      if (seq <= conversation.version) this.acknowledged.delete(commandId);
    }
    const posted = new Set(conversation.messages.map((message) => message.id));
    const waiting = this.outbox.pending(conversation.id).filter((e): e is Post => e.type === 'message.post');
    return [...[...this.acknowledged.values()].map(({ post }) => post), ...waiting]
      .filter((post) => !posted.has(post.data.messageId))
      .map(({ commandId, data }) => ({ commandId, ...data }));
  }
}
