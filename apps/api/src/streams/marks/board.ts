import { circleOf, MAX_CIRCLES, type Mark, mayReadConversation, type SessionState } from '@relevo/domain';
import type { Line, MarkRow } from './marks.queries';

/** Lines kept at hand of each conversation: a mark is nearly always about one of the newest. */
const RECENT = 8;

interface Far {
  delivered: number;
  /** The last line that was on screen, by circle. */
  readonly read: Map<string, Line>;
}

/** How far everybody has come in one conversation. No I/O. */
export class Board {
  private readonly far = new Map<string, Far>();
  private readonly recent = new Map<number, Line>();
  private readonly unkept = new Map<string, MarkRow>();
  /** Whose marks have moved since this was last emptied. */
  readonly moved = new Set<string>();

  constructor(readonly stream: string) {}

  get settled(): boolean {
    return this.unkept.size === 0 && this.moved.size === 0;
  }

  /** A line that was just said; where nobody tells how far they are, none is kept. */
  hear(line: Line): void {
    if (this.far.size === 0) return;
    this.recent.set(line.seq, line);
    for (const seq of this.recent.keys()) {
      if (this.recent.size <= RECENT) return;
      this.recent.delete(seq);
    }
  }

  known(seq: number): Line | undefined {
    return this.recent.get(seq);
  }

  /** Those of these lines at which a participant's marks do not stand yet: who has come on in one circle tells of all of them again. */
  unmarked(participantId: string, seqs: readonly number[]): number[] {
    const marked = new Set([...(this.far.get(participantId)?.read.values() ?? [])].map(({ seq }) => seq));
    return seqs.filter((seq) => !marked.has(seq));
  }

  /**
   * Moves a participant's marks on, never back, and only by lines of others that they may read.
   * @param kept the database knows it already
   */
  advance(
    session: SessionState,
    participantId: string,
    delivered: number,
    lines: readonly Line[],
    kept = false,
  ): void {
    const far = this.far.get(participantId) ?? { delivered: 0, read: new Map<string, Line>() };
    this.far.set(participantId, far);
    if (delivered > far.delivered) {
      far.delivered = delivered;
      this.note(participantId, '', delivered, kept);
    }
    for (const line of lines) {
      if (line.data.authorId === participantId || !mayReadConversation(session, line, participantId))
        continue;
      const circle = circleOf(session, line.data);
      const last = far.read.get(circle);
      if ((last?.seq ?? 0) >= line.seq || (!last && far.read.size >= MAX_CIRCLES)) continue;
      far.read.set(circle, line);
      this.note(participantId, circle, line.seq, kept);
    }
  }

  /** Marks as a reader may know them: nothing of lines that they may not read (W15). */
  seenBy(session: SessionState, readerId: string, whose: Iterable<string> = this.far.keys()): Mark[] {
    return [...whose].flatMap((participantId) => {
      const far = this.far.get(participantId);
      if (!far) return [];
      const lines = [...far.read.values()].filter((line) => mayReadConversation(session, line, readerId));
      return [markOf(participantId, far.delivered, lines)];
    });
  }

  /** All that is known of these, for another node. */
  marks(whose: Iterable<string>): Mark[] {
    return [...whose].flatMap((participantId) => {
      const far = this.far.get(participantId);
      return far ? [markOf(participantId, far.delivered, [...far.read.values()])] : [];
    });
  }

  /** Takes away what is to be kept. */
  takeUnkept(): MarkRow[] {
    const rows = [...this.unkept.values()];
    this.unkept.clear();
    return rows;
  }

  /** Gives back what could not be kept now. */
  giveBack(rows: readonly MarkRow[]): void {
    for (const row of rows) {
      const key = `${row.participant} ${row.circle}`;
      if ((this.unkept.get(key)?.seq ?? 0) < row.seq) this.unkept.set(key, row);
    }
  }

  private note(participant: string, circle: string, seq: number, kept: boolean): void {
    if (kept) return;
    this.moved.add(participant);
    this.giveBack([{ stream: this.stream, participant, circle, seq }]);
  }
}

const markOf = (participantId: string, delivered: number, lines: readonly Line[]): Mark => ({
  participantId,
  delivered,
  read: lines.map(({ seq }) => seq).sort((a, b) => a - b),
});
