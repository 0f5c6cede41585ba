import type { PeerAddress, WireCommandData, WireCommandType } from '@relevo/contracts';
import {
  type Abilities,
  abilities,
  type ConversationState,
  noConversation,
  type Participant,
  type PlacedEvent,
  type SessionState,
} from '@relevo/domain';
import { Listeners } from '../listeners';
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
  readonly sessionId: string;
  /** Who we are in the session: a customer knows the participant, a CSR the account. */
  readonly me: { readonly participantId: string } | { readonly accountId: string };
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
  private readonly messages: PendingMessages;
  private endpoints: readonly PeerAddress[] = [];
  private taken: SessionSnapshot | undefined;
  private readonly listeners = new Listeners<[]>();
  private readonly release: (() => void)[];

  constructor(private readonly options: SessionClientOptions) {
    const { wire, outbox, sessionId } = options;
    this.sessionId = sessionId;
    this.messages = new PendingMessages(outbox);
    this.sessionSync = new StreamSync({
      wire,
      stream: sessionId,
      fold: sessionFold,
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
  readonly post = (text: string, to: 'everyone' | readonly string[] = 'everyone'): SentCommand => {
    const { conversationId } = this.sessionSync.state;
    const now = this.options.now ?? Date.now;
    return this.options.outbox.send(conversationId, 'message.post', {
      messageId: newId(),
      text,
      to: to === 'everyone' ? to : [...to],
      sentAt: now(),
    });
  };

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
    if (event.type !== 'participant.admitted' || participantId !== this.me?.id) return;
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
      newest: NEWEST_LINES,
    });
    this.release.push(this.conversationSync.subscribe(this.touch));
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
      pendingCommands: this.options.outbox.pending(this.sessionId),
      me: this.me,
      presence: this.endpoints,
      timeline: sessionSync.events as readonly TimelineEntry[],
      alarm: sessionSync.alarm ?? conversationSync?.alarm,
    };
  }
}

const SEVERITY: readonly FollowStatus[] = ['live', 'loading', 'denied', 'outdated', 'alarm'];

const worst = (session: FollowStatus, conversation: FollowStatus = 'live'): FollowStatus =>
  SEVERITY[Math.max(SEVERITY.indexOf(session), SEVERITY.indexOf(conversation))] ?? session;
