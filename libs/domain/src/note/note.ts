/** Longest note, in UTF-16 units: however it is escaped, a command with it fits into one request. */
export const MAX_NOTE_LENGTH = 10_000;

/** One saved version of a session's notes. A version is named by its place in the session's log. */
export interface NoteVersion {
  readonly seq: number;
  /** The version that it was written on; 0 = on nothing. */
  readonly base: number;
  readonly text: string;
  /** Participant who saved it. */
  readonly by: string;
  /** Server time, ms since the epoch. */
  readonly at: number;
}

/** A text on its way: what it was written on, and what was sent of it. Kept on the device until it is a version. */
export interface NoteDraft {
  readonly base: number;
  readonly text: string;
  /** The text that was last given to be saved. */
  readonly sent?: string | undefined;
}

/** The version that counts. */
export const newestNote = (versions: readonly NoteVersion[]): NoteVersion | undefined => versions.at(-1);

/**
 * A draft after these versions: nothing is left of it once its text is a version, and what was typed on after a save
 * stands on the version which that save became (W36).
 */
export const settleDraft = (
  draft: NoteDraft | undefined,
  versions: readonly NoteVersion[],
): NoteDraft | undefined => {
  if (!draft) return undefined;
  const known = draft.base === 0 ? '' : versions.find(({ seq }) => seq === draft.base)?.text;
  const since = versions.filter(({ seq }) => seq > draft.base);
  if (draft.text === known && draft.sent === undefined) return undefined;
  if (since.some(({ text }) => text === draft.text)) return undefined;
  const mine = since.findLast(({ text }) => text === draft.sent);
  return mine ? { base: mine.seq, text: draft.text } : draft;
};

/** Whether somebody else saved a version that this draft does not know. */
export const isNoteConflict = (draft: NoteDraft | undefined, versions: readonly NoteVersion[]): boolean =>
  draft !== undefined && (newestNote(versions)?.seq ?? 0) > draft.base;

/**
 * Both texts in one: what each added to the same beginning stands once, theirs first. Nothing of either is lost; what
 * both wrote alike is not doubled when it is how both begin.
 */
export const joinNotes = (theirs: string, mine: string): string => {
  if (theirs.startsWith(mine)) return theirs;
  if (mine.startsWith(theirs)) return mine;
  const [their, my] = [theirs.split('\n'), mine.split('\n')];
  const same = my.findIndex((line, i) => line !== their[i]);
  const rest = my.slice(same).join('\n');
  return `${theirs.trimEnd()}\n${same === 0 ? '\n' : ''}${rest}`;
};
