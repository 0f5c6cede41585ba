import type { SessionState } from '../session/state';
import { circleOf, recipientsOf } from './audience';
import type { Message } from './conversation';

/** How far a participant has come in a conversation, by their own word. Not in the log: it says nothing that must last. */
export interface Mark {
  readonly participantId: string;
  /** Number of the last event that their device has. */
  readonly delivered: number;
  /** Numbers of the last lines that were on their screen, one for each circle of readers. */
  readonly read: readonly number[];
}

/** Most circles in which a participant's reading is kept. */
export const MAX_CIRCLES = 64;

/** The last lines of others that were on screen, one for each circle: what to tell. */
export const readUpTo = (
  session: SessionState,
  messages: readonly Message[],
  readerId: string,
  seq: number,
): number[] => {
  const last = new Map<string, number>();
  for (const message of messages) {
    if (message.seq > seq) break;
    if (message.authorId !== readerId) last.set(circleOf(session, message), message.seq);
  }
  return [...last.values()].sort((a, b) => a - b);
};

/** How far each participant has read in each circle, as far as the lines are known. */
export type Reading = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Marks by participant and circle. A mark at a line that is not known here is before all that are, so it tells nothing. */
export const readingOf = (
  session: SessionState,
  messages: readonly Message[],
  marks: readonly Mark[],
): Reading => {
  const wanted = new Set(marks.flatMap(({ read }) => read));
  const circles = new Map(
    messages.filter(({ seq }) => wanted.has(seq)).map((m) => [m.seq, circleOf(session, m)]),
  );
  return new Map(
    marks.map(({ participantId, read }) => {
      const far = new Map<string, number>();
      for (const seq of read) {
        const circle = circles.get(seq);
        if (circle !== undefined) far.set(circle, Math.max(seq, far.get(circle) ?? 0));
      }
      return [participantId, far];
    }),
  );
};

/** What became of a line: `sent` = in the log; `delivered` = everybody for whom it was has it; `read` = they all had it on screen. */
export interface Delivery {
  readonly state: 'sent' | 'delivered' | 'read';
  readonly readBy: readonly string[];
  /** Those who have it and have not read it. */
  readonly deliveredTo: readonly string[];
  readonly waitsFor: readonly string[];
}

/** What became of one's own line, for those for whom it was when it was said. Who has read it has it. */
export const deliveryOf = (
  session: SessionState,
  message: Message,
  marks: readonly Mark[],
  reading: Reading,
): Delivery => {
  const circle = circleOf(session, message);
  const recipients = recipientsOf(session, message).map(({ id }) => id);
  const readBy = recipients.filter((id) => (reading.get(id)?.get(circle) ?? 0) >= message.seq);
  const has = (id: string): boolean =>
    marks.some(({ participantId, delivered }) => participantId === id && delivered >= message.seq);
  const unread = recipients.filter((id) => !readBy.includes(id));
  const deliveredTo = unread.filter(has);
  const waitsFor = unread.filter((id) => !deliveredTo.includes(id));
  const all = recipients.length > 0;
  const state = all && unread.length === 0 ? 'read' : all && waitsFor.length === 0 ? 'delivered' : 'sent';
  return { state, readBy, deliveredTo, waitsFor };
};
