import { type ConversationEvent, type LogRecord, readRecord } from '@relevo/domain';
import type { Queryable } from '../log/log.queries';

/** A line without its words: what tells who may read it. */
export type Line = Extract<ConversationEvent, { type: 'message.posted' }>;

export interface MarkRow {
  readonly stream: string;
  readonly participant: string;
  /** '' = delivered */
  readonly circle: string;
  readonly seq: number;
}

/** The line without its words, if the event is one: nobody needs them here. */
export const lineOf = (event: object): Line[] => {
  const line = event as Line;
  return line.type === 'message.posted' ? [{ ...line, data: { ...line.data, text: '' } }] : [];
};

/** The lines at these places of a conversation; those that are none, or whose body was erased, are missing. */
export const linesAt = async (db: Queryable, stream: string, seqs: readonly number[]): Promise<Line[]> => {
  if (seqs.length === 0) return [];
  const { rows } = await db.query<{ seq: number; salt: string; body: string }>({
    name: 'marks-lines',
    text: 'SELECT seq, salt, body FROM event_bodies WHERE stream = $1 AND seq = ANY($2::int[])',
    values: [stream, seqs],
  });
  return rows.flatMap(({ seq, ...content }) => lineOf(readRecord({ seq, content } as unknown as LogRecord)));
};

/** How far everybody has come in a conversation. */
export const marksOf = async (db: Queryable, stream: string): Promise<MarkRow[]> =>
  (
    await db.query<MarkRow>({
      name: 'marks-of',
      text: 'SELECT stream, participant, circle, seq FROM chat_marks WHERE stream = $1',
      values: [stream],
    })
  ).rows;

/** Keeps how far people have come; a mark never goes back, whichever node is the later one. */
export const keepMarks = async (db: Queryable, rows: readonly MarkRow[]): Promise<void> => {
  await db.query({
    name: 'marks-keep',
    text: `INSERT INTO chat_marks (stream, participant, circle, seq)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[]) ORDER BY 1, 2, 3
      ON CONFLICT (stream, participant, circle) DO UPDATE SET seq = GREATEST(chat_marks.seq, excluded.seq)`,
    values: [
      rows.map((row) => row.stream),
      rows.map((row) => row.participant),
      rows.map((row) => row.circle),
      rows.map((row) => row.seq),
    ],
  });
};
