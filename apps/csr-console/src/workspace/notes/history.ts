import { type NoteVersion, noteOf, type SessionEvent } from '@relevo/domain';

/** The session changed hands, and why: kept in the notes (W41). */
export interface Handover {
  readonly seq: number;
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export type NoteEntry =
  | { readonly kind: 'version'; readonly version: NoteVersion }
  | { readonly kind: 'handover'; readonly handover: Handover };

/** What stands in the notes, the newest first: every version, and why the session changed hands. */
export const noteHistory = (timeline: readonly SessionEvent[]): NoteEntry[] =>
  timeline
    .flatMap((event, i): NoteEntry[] => {
      if (event.type === 'note.saved') return [{ kind: 'version', version: noteOf(event) }];
      const before = timeline[i - 1];
      if (event.type !== 'control.explained' || before?.type !== 'control.transferred') return [];
      const { seq, at, data } = event;
      const { from, to } = before.data;
      return [{ kind: 'handover', handover: { seq, at, from, to, reason: data.reason } }];
    })
    .reverse();
