import { createHash } from 'node:crypto';
import type { CommandEnvelope, CommandResult, ErrorCode, EventPage } from '@relevo/contracts';
import {
  type ConversationEvent,
  chain,
  DEFAULT_POLICY,
  type DecideContext,
  decideConversation,
  decideSession,
  erased,
  evolveSession,
  GENESIS,
  type Head,
  isRefusal,
  type LogRecord,
  mayReadConversation,
  mayReadSession,
  type NewEvent,
  noSession,
  opened,
  readRecord,
  type SessionCommand,
  type SessionEvent,
  type SessionState,
  type StreamKind,
  writeBody,
} from '@relevo/domain';
import { NOON } from './builders';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export type FakeAnswer<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; message: string } };

const refused = (code: ErrorCode): { ok: false; error: { code: ErrorCode; message: string } } => ({
  ok: false,
  error: { code, message: '' },
});

/** One session and its conversation in memory, with the real rules: what a client's view is compared with. */
export class FakeLogServer {
  state: SessionState;
  now = NOON;
  readonly sessionId: string;
  readonly conversationId: string;
  private readonly logs: Record<string, LogRecord[]>;
  private readonly answers = new Map<string, { content: string; answer: FakeAnswer<CommandResult> }>();
  private readonly watchers = new Set<(stream: string, from: number) => void>();

  constructor(ids: { sessionId: string; conversationId: string }) {
    this.sessionId = ids.sessionId;
    this.conversationId = ids.conversationId;
    this.state = noSession(ids.sessionId);
    this.logs = { [ids.sessionId]: [], [ids.conversationId]: [] };
  }

  /** Decides a session command as this participant, or as the server itself (null); throws when it is refused. */
  must(actor: string | null, command: SessionCommand): void {
    const decision = decideSession(this.state, command, this.context(actor));
    if (isRefusal(decision)) throw new Error(`${command.type} was refused: ${decision.refused}`);
    this.append(this.sessionId, decision);
    if (command.type === 'session.start' || command.type === 'session.prepare') {
      this.append(this.conversationId, [opened(this.sessionId, this.context(actor))]);
    }
  }

  /** A command as it comes from outside: the same again has one effect and the same answer. */
  take(participantId: string, envelope: CommandEnvelope): FakeAnswer<CommandResult> {
    const key = `${envelope.stream} ${participantId} ${envelope.commandId}`;
    const content = JSON.stringify([envelope.type, envelope.data]);
    const known = this.answers.get(key);
    if (known) return known.content === content ? known.answer : refused('CONFLICT');
    const decision = this.decide(participantId, envelope);
    if (isRefusal(decision)) return refused(decision.refused);
    this.append(envelope.stream, decision);
    const answer = {
      ok: true as const,
      data: { stream: envelope.stream, seq: this.head(envelope.stream).seq },
    };
    this.answers.set(key, { content, answer });
    return answer;
  }

  /** What this participant may read of a stream after a number. */
  page(readerId: string, stream: string, since: number, limit: number): FakeAnswer<EventPage> {
    const log = this.logs[stream];
    if (!log || !this.state.participants[readerId]) return refused('NOT_FOUND');
    const page = log.slice(since, since + limit).map((record) => this.redact(readerId, record));
    return {
      ok: true,
      data: { head: this.head(stream), records: page, more: since + limit < log.length, checkpoint: null },
    };
  }

  /** A stream as this participant may read it, whole. */
  records(readerId: string, stream: string): LogRecord[] {
    return (this.logs[stream] ?? []).map((record) => this.redact(readerId, record));
  }

  head(stream: string): Head {
    const last = this.logs[stream]?.at(-1);
    const kind: StreamKind = stream === this.sessionId ? 'session' : 'conversation';
    return { stream, kind, seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS };
  }

  /** Hears of each append: the stream, and the number before its first new event. */
  onAppend(listener: (stream: string, from: number) => void): () => void {
    this.watchers.add(listener);
    return () => void this.watchers.delete(listener);
  }

  /** Replaces a stored record without a trace in the others: what a forger of the log would do. */
  forge(stream: string, seq: number, change: (record: LogRecord) => LogRecord): void {
    const log = this.logs[stream] ?? [];
    const record = log[seq - 1];
    if (record) log[seq - 1] = change(record);
  }

  /** Erases bodies and says so, as the server does it. */
  erase(stream: string, participantId: string, seqs: readonly number[]): void {
    for (const seq of seqs) this.forge(stream, seq, ({ content: _, ...header }) => header);
    this.append(stream, [erased(participantId, seqs, this.now)]);
  }

  private context(actor: string | null): DecideContext {
    this.now += 1;
    return {
      now: this.now,
      policy: DEFAULT_POLICY,
      actor: actor === null ? { kind: 'system' } : { kind: 'participant', participantId: actor },
    };
  }

  private decide(participantId: string, envelope: CommandEnvelope) {
    const context = this.context(participantId);
    if (envelope.type === 'message.post') return decideConversation(this.state, envelope, context);
    if (envelope.type !== 'device.report') return decideSession(this.state, envelope, context);
    const { report } = envelope.data;
    const { at, type, data } = JSON.parse(report.text);
    return decideSession(
      this.state,
      { type: 'device.report', data: { report, deviceAt: at, fact: { type, data } } },
      context,
    );
  }

  private append(stream: string, events: readonly NewEvent[]): void {
    const log = this.logs[stream] ?? [];
    const from = log.length;
    for (const event of events) {
      const salt = sha256(`${stream} ${log.length}`).slice(0, 32);
      const record = chain(stream, this.head(stream), { salt, body: writeBody(event) }, sha256);
      log.push(record);
      if (stream === this.sessionId) {
        this.state = evolveSession(this.state, readRecord(record) as SessionEvent);
      }
    }
    if (events.length > 0) for (const watcher of this.watchers) watcher(stream, from);
  }

  private redact(readerId: string, record: LogRecord): LogRecord {
    const event = readRecord(record);
    const readable =
      record.stream === this.sessionId
        ? mayReadSession(this.state, event as SessionEvent, readerId)
        : mayReadConversation(this.state, event as ConversationEvent, readerId);
    if (readable) return record;
    const { content: _hidden, ...header } = record;
    return header;
  }
}
