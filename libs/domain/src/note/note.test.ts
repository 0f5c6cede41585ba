import fc from 'fast-check';
import { isNoteConflict, joinNotes, type NoteVersion, settleDraft } from './note';

const version = (seq: number, text: string, base = 0): NoteVersion => ({
  seq,
  base,
  text,
  by: 'ana',
  at: seq,
});
const FIRST = version(5, 'Share is full');
const THEIRS = version(9, 'Share is full\nTold IT', 5);

describe('W36 a draft', () => {
  it('is nothing once its text is a version, also when others went on from it', () => {
    const draft = { base: 5, text: 'Share is full\nTold IT', sent: 'Share is full\nTold IT' };
    expect(settleDraft(draft, [FIRST, THEIRS])).toBeUndefined();
    expect(settleDraft(draft, [FIRST, THEIRS, version(12, 'Other', 9)])).toBeUndefined();
    expect(settleDraft(undefined, [FIRST])).toBeUndefined();
  });
  it('is nothing when it is what it began with, unless a save of something else is on its way', () => {
    expect(settleDraft({ base: 5, text: FIRST.text }, [FIRST])).toBeUndefined();
    expect(settleDraft({ base: 0, text: '' }, [])).toBeUndefined();
    const before = { base: 5, text: THEIRS.text, sent: undefined };
    expect(settleDraft(before, [THEIRS, FIRST])).toBeUndefined();
    const other = { base: 5, text: 'Something else' };
    expect(settleDraft(other, [version(3, 'Something else'), FIRST])).toBe(other);
    const undone = { base: 5, text: FIRST.text, sent: 'Else' };
    expect(settleDraft(undone, [FIRST])).toBe(undone);
  });
  it('stays while the log is not here yet, also one that empties the notes', () => {
    const draft = { base: 5, text: '' };
    expect(settleDraft(draft, [])).toBe(draft);
    expect(isNoteConflict(draft, [])).toBe(false);
  });
  it('that was typed on after a save stands on what that save became', () => {
    const draft = { base: 5, text: 'Share is full\nTold IT at noon', sent: THEIRS.text };
    expect(settleDraft(draft, [FIRST, THEIRS])).toEqual({ base: 9, text: 'Share is full\nTold IT at noon' });
  });
  it('is a conflict exactly when a version is there that it was not written on', () => {
    const draft = { base: 5, text: 'Mine' };
    expect(isNoteConflict(draft, [FIRST])).toBe(false);
    expect(isNoteConflict(draft, [FIRST, THEIRS])).toBe(true);
    expect(settleDraft(draft, [FIRST, THEIRS])).toBe(draft);
    expect(isNoteConflict({ base: 9, text: 'Mine' }, [FIRST, THEIRS])).toBe(false);
    expect(isNoteConflict(undefined, [FIRST])).toBe(false);
  });
});

describe('W36 two texts in one', () => {
  it('hold what both began with once, then theirs, then mine', () => {
    expect(joinNotes('A\nB\nhers', 'A\nB\nhis')).toBe('A\nB\nhers\nhis');
    expect(joinNotes('hers', 'his')).toBe('hers\n\nhis');
    expect(joinNotes('  hers  ', 'his')).toBe('  hers\n\nhis');
    expect(joinNotes('his', 'hers and\nhis')).toBe('his\n\nhers and\nhis');
    expect(joinNotes('A\n', 'A\nmine')).toBe('A\nmine');
    expect(joinNotes('A\nmore', 'A')).toBe('A\nmore');
    expect(joinNotes('', 'mine')).toBe('mine');
  });
  it('lose no line of either', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'long line', ''), { maxLength: 6 })
      .map((l) => l.join('\n'));
    fc.assert(
      fc.property(text, text, (theirs, mine) => {
        const lines = joinNotes(theirs, mine).split('\n');
        for (const line of [...theirs.split('\n'), ...mine.split('\n')])
          if (line !== '' && !lines.includes(line)) throw new Error(`lost ${line}`);
      }),
      { seed: 36, numRuns: 2000 },
    );
  });
});
