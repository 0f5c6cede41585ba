import type { PeerAddress, WireCommandData, WireCommandType } from '@relevo/contracts';
import {
  type Abilities,
  type Audience,
  abilities,
  type ConversationState,
  type Head,
  noConversation,
  type Participant,
  type PlacedEvent,
  type SessionState,
} from '@relevo/domain';
import { ChatMarks } from '../chat/chat-marks';
import { Typing } from '../chat/typing';
import { Listeners } from '../listeners';
import type { Witness } from '../log/witness';
import { newId } from '../new-id';
import { conversationFold, sessionFold, type TimelineEntry } from './fold';
import type { Outbox } from './outbox';
import { PendingMessages } from './pending-messages';
import { StreamSync } from './stream-sync';
import type { FollowStatus, SentCommand, SessionFollower, SessionSnapshot } from './types';
import type { Wire } from './wire';

export interface SessionClientOptions {
  readonly wire: Wire;
  readonly outbox: Outbox;
  /** Remembers what the server has shown beyond this page load; omitted = nothing does. */
  readonly witness?: Witness;
  readonly sessionId: string;
  /** Who we are in the session: a customer knows the participant, a CSR the account. */
  readonly me: { readonly participantId: string } | { readonly accountId: string };
  /** People read the chat here: what arrives counts as delivered to them. */
  readonly chat?: boolean;
  /** ms since the epoch. */
  readonly now?: () => number;
}

/** Chat lines that are loaded at first. */
const NEWEST_LINES = 100;

/** One participant's view of one session and its conversation. */
export class SessionClient implements SessionFollower {
  readonly sessionId: string;
  private readonly sessionSync: StreamSync<SessionState>;
  private conversationSync: StreamSync<ConversationState> | undefined;
  private marks: ChatMarks | undefined;
  private writing: Typing | undefined;
  private readonly messages: PendingMessages;
  private endpoints: readonly PeerAddress[] = [];
  private taken: SessionSnapshot | undefined;
  private readonly listeners = new Listeners<[]>();
  private readonly release: (() => void)[];

  constructor(private readonly options: SessionClientOptions) {
    const { wire, outbox, witness, sessionId } = options;
    this.sessionId = sessionId;
    this.messages = new PendingMessages(outbox);
    this.sessionSync = new StreamSync({
      wire,
      stream: sessionId,
      fold: sessionFold,
      witness,
      onEvent: (event) => this.admittedMyself(event),
    });
    this.release = [
      this.sessionSync.subscribe(() => {
        this.followConversation();
        this.touch();
      }),
      outbox.subscribe(this.touch),
      wire.onState(this.touch),
      wire.on('presence', (presence) => {
        if (presence.stream !== sessionId) return;
        this.endpoints = presence.endpoints;
        this.touch();
      }),
    ];
  }

  readonly subscribe = this.listeners.add;

  get snapshot(): SessionSnapshot {
    this.taken ??= this.take();
    return this.taken;
  }

  /** What we may do at this moment, and why not. */
  readonly abilities = (now: number): Abilities =>
    abilities(this.sessionSync.state, this.me?.id ?? '', { now });

  readonly command = <Type extends Exclude<WireCommandType, 'message.post'>>(
    type: Type,
    data: WireCommandData<Type>,
  ): SentCommand => this.options.outbox.send(this.sessionId, type, data);

  /** Says something; before the conversation is known (not admitted yet) it is refused. */
  readonly post = (text: string, to: Audience = 'everyone'): SentCommand => {
    this.writing?.rest();
    const { conversationId } = this.sessionSync.state;
    const now = this.options.now ?? Date.now;
    return this.options.outbox.send(conversationId, 'message.post', {
      messageId: newId(),
      text,
      to: typeof to === 'string' ? to : [...to],
      sentAt: now(),
    });
  };

  /** Where the streams stand that we have read. */
  readonly heads = (): Head[] => {
    const session = { stream: this.sessionId, kind: 'session' as const, ...place(this.sessionSync.head) };
    const conversation = this.conversationSync;
    if (!conversation) return [session];
    const stream = this.sessionSync.state.conversationId;
    return [session, { stream, kind: 'conversation', ...place(conversation.head) }];
  };

  /** Everything up to this line has been on screen. */
  readonly sawUpTo = (seq: number): void => this.marks?.sawUpTo(seq);

  /** A key was pressed in the chat: those for whom the line will be are told now and then. */
  readonly typingTo = (to: Audience): void => this.writing?.tell(to);

  readonly loadOlderMessages = async (): Promise<void> => this.conversationSync?.loadOlder();

  readonly close = (): void => {
    for (const release of this.release) release();
    this.messages.close();
    this.sessionSync.close();
    this.conversationSync?.close();
  };

  private get me(): Participant | undefined {
    const { participants } = this.sessionSync.state;
    const { me } = this.options;
    return 'participantId' in me
      ? participants[me.participantId]
      : Object.values(participants).find((p) => p.accountId === me.accountId);
  }

  /** Admission opens what was hidden while we waited. */
  private admittedMyself(event: PlacedEvent): void {
    const { participantId } = event.data as { participantId?: string };
    const came = event.type === 'participant.admitted' || event.type === 'csr.joined';
    if (!came || participantId !== this.me?.id) return;
    if (this.sessionSync.hasHidden) this.sessionSync.reread();
    if (this.conversationSync?.hasHidden) this.conversationSync.reread();
  }

  private followConversation(): void {
    const { conversationId } = this.sessionSync.state;
    if (this.conversationSync || conversationId === '' || this.me?.joinedSeq === undefined) return;
    this.conversationSync = new StreamSync({
      wire: this.options.wire,
      stream: conversationId,
      fold: conversationFold,
      witness: this.options.witness,
      newest: NEWEST_LINES,
    });
    this.followChat(this.conversationSync, conversationId);
  }

  private followChat(sync: StreamSync<ConversationState>, stream: string): void {
    const { wire } = this.options;
    const typing = new Typing(wire, stream, this.touch);
    this.writing = typing;
    if (this.options.chat) {
      const standing = () => ({
        session: this.sessionSync.state,
        messages: sync.state.messages,
        version: sync.status === 'live' ? sync.version : 0,
        me: this.me,
      });
      this.marks = new ChatMarks(wire, stream, standing, this.touch);
    }
    this.release.push(
      typing.close,
      () => this.marks?.close(),
      sync.subscribe(() => {
        typing.said(sync.state.messages.at(-1));
        this.marks?.follow();
        this.touch();
      }),
    );
  }

  private readonly touch = (): void => {
    this.taken = undefined;
    this.listeners.emit();
  };

  private take(): SessionSnapshot {
    const { sessionSync, conversationSync } = this;
    const session = sessionSync.state;
    const conversation = conversationSync?.state ?? noConversation(session.conversationId);
    return {
      sessionId: this.sessionId,
      status: worst(sessionSync.status, conversationSync?.status),
      line: this.options.wire.state,
      session,
      conversation,
      moreMessages: conversationSync?.more ?? false,
      pendingMessages: this.messages.of(conversation),
      marks: this.marks?.all ?? [],
      typing: this.writing?.who ?? [],
      pendingCommands: this.options.outbox.pending(this.sessionId),
      me: this.me,
      presence: this.endpoints,
      timeline: sessionSync.events as readonly TimelineEntry[],
      alarm: sessionSync.alarm ?? conversationSync?.alarm,
    };
  }
}

const place = ({ seq, hash }: Pick<Head, 'seq' | 'hash'>) => ({ seq, hash });

const SEVERITY: readonly FollowStatus[] = ['live', 'loading', 'denied', 'outdated', 'alarm'];

const worst = (session: FollowStatus, conversation: FollowStatus = 'live'): FollowStatus =>
  SEVERITY[Math.max(SEVERITY.indexOf(session), SEVERITY.indexOf(conversation))] ?? session;
