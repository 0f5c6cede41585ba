import type { MarkOut } from '@relevo/contracts';
import {
  MAX_CIRCLES,
  type Mark,
  type Message,
  type Participant,
  readUpTo,
  type SessionState,
} from '@relevo/domain';
import type { Wire } from '../sync/wire';

/** Marks are told at most so often, ms: one message for whatever was read meanwhile. */
const APART_MS = 1000;

/** Where we stand in a conversation. */
interface Standing {
  readonly session: SessionState;
  readonly messages: readonly Message[];
  /** Number of the last event that is here; 0 = not known yet. */
  readonly version: number;
  readonly me: Participant | undefined;
}

const NONE: readonly Mark[] = [];

/** How far everybody has come in a conversation: hears it of others, and tells it of ourselves. */
export class ChatMarks {
  private readonly marks = new Map<string, Mark>();
  private shown: readonly Mark[] = NONE;
  private seen = 0;
  /** What was told last, as text; '' = nothing that is known to have arrived. */
  private told = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly release: (() => void)[];

  constructor(
    private readonly wire: Wire,
    private readonly stream: string,
    private readonly standing: () => Standing,
    private readonly changed: () => void,
  ) {
    this.release = [
      wire.on('marks', (push) => {
        if (push.stream === stream) this.take(push.marks);
      }),
      wire.onState(() => {
        // A server that died may have forgotten what it was told last.
        this.told = '';
        this.follow();
      }),
    ];
  }

  /** The same array until something changes. */
  get all(): readonly Mark[] {
    return this.shown;
  }

  /** Everything up to this line has been on screen. */
  sawUpTo(seq: number): void {
    if (seq <= this.seen) return;
    this.seen = seq;
    this.follow();
  }

  /** Tells soon how far we are, if that is news. */
  follow(): void {
    if (this.timer === undefined)
      this.timer = setTimeout(() => void this.tell(), this.told === '' ? 0 : APART_MS);
  }

  close(): void {
    clearTimeout(this.timer);
    for (const release of this.release) release();
  }

  private async tell(): Promise<void> {
    const words = this.words();
    if (words !== undefined && words !== this.told && this.wire.state.status === 'online') {
      this.told = words;
      const mark = JSON.parse(words) as Omit<MarkOut, 'stream'>;
      const answer = await this.wire.request('mark', { stream: this.stream, ...mark });
      // Told again with the next change of the line, or the next line of the chat.
      if (!answer.ok) this.told = '';
    }
    this.timer = undefined;
    if (this.told !== '' && this.words() !== this.told) this.follow();
  }

  /** What there is to tell, as text; undefined = nothing. */
  private words(): string | undefined {
    const { session, messages, version, me } = this.standing();
    if (me?.status !== 'joined' || version === 0) return undefined;
    const read = readUpTo(session, messages, me.id, this.seen).slice(-MAX_CIRCLES);
    return JSON.stringify({ delivered: version, read });
  }

  private take(marks: readonly Mark[]): void {
    for (const mark of marks) {
      const known = this.marks.get(mark.participantId);
      const delivered = Math.max(mark.delivered, known?.delivered ?? 0);
      this.marks.set(mark.participantId, { ...mark, delivered });
    }
    this.shown = [...this.marks.values()];
    this.changed();
  }
}
