import type {
  CommandEnvelope,
  ErrorBody,
  PeerAddress,
  WireCommandData,
  WireCommandType,
} from '@relevo/contracts';
import type {
  Abilities,
  Audience,
  ChainFault,
  ConversationState,
  Mark,
  Participant,
  SessionState,
} from '@relevo/domain';
import type { TimelineEntry } from './fold';
import type { LineState } from './wire';

/** How a command ended for good. Faults of the line are not an outcome: those are tried again. */
export type CommandOutcome =
  | { readonly ok: true; readonly seq: number }
  | { readonly ok: false; readonly error: ErrorBody };

/** A command on its way: kept until the server has answered for good. */
export type PendingCommand = CommandEnvelope;

export interface SentCommand {
  readonly commandId: string;
  /** Resolves when the server has answered for good; waits across lost lines. Never rejects. */
  readonly outcome: Promise<CommandOutcome>;
}

/**
 * What a log must never do. `forked` and `rolled-back`: the server shows another past than before; `forged-report`: a fact
 * that its device did not sign; `key-changed`: a device that comes back with another key; `forged-checkpoint`: a
 * checkpoint that the site's key did not sign.
 */
export interface StreamAlarm {
  readonly stream: string;
  readonly kind:
    | ChainFault
    | 'forked'
    | 'rolled-back'
    | 'unreadable'
    | 'forged-report'
    | 'key-changed'
    | 'forged-checkpoint';
  readonly seq: number;
}

/**
 * loading = the first page is not here yet; live = followed; denied = the server does not let us read (any more);
 * alarm = frozen; outdated = this program must be reloaded.
 */
export type FollowStatus = 'loading' | 'live' | 'denied' | 'alarm' | 'outdated';

/** A chat line that waits for the server's word. */
export interface PendingMessage {
  readonly commandId: string;
  readonly messageId: string;
  readonly text: string;
  readonly to: Audience;
  readonly sentAt: number;
}

/** What a participant sees of a session; a new object after every change, the same object until then. */
export interface SessionSnapshot {
  readonly sessionId: string;
  readonly status: FollowStatus;
  readonly line: LineState;
  readonly session: SessionState;
  readonly conversation: ConversationState;
  /** Whether older chat lines can be loaded. */
  readonly moreMessages: boolean;
  readonly pendingMessages: readonly PendingMessage[];
  /** How far each participant has come in the conversation, as far as we may know. */
  readonly marks: readonly Mark[];
  /** Who is writing something that we may read, at this moment. */
  readonly typing: readonly string[];
  readonly pendingCommands: readonly PendingCommand[];
  /** Ourselves; undefined until the log has told. */
  readonly me: Participant | undefined;
  /** Ends that can be reached now. */
  readonly presence: readonly PeerAddress[];
  /** Events that we may read, in order. */
  readonly timeline: readonly TimelineEntry[];
  readonly alarm: StreamAlarm | undefined;
}

/** One participant's view of one session and its conversation. */
export interface SessionFollower {
  readonly sessionId: string;
  readonly snapshot: SessionSnapshot;
  /** For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  abilities(now: number): Abilities;
  command<Type extends Exclude<WireCommandType, 'message.post'>>(
    type: Type,
    data: WireCommandData<Type>,
  ): SentCommand;
  post(text: string, to?: Audience): SentCommand;
  loadOlderMessages(): Promise<void>;
  close(): void;
}
