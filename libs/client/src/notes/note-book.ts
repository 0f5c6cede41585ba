import {
  isNoteConflict,
  joinNotes,
  MAX_NOTE_LENGTH,
  type NoteData,
  type NoteDraft,
  type NoteVersion,
  newestNote,
  noteOf,
  settleDraft,
} from '@relevo/domain';
import { z } from 'zod';
import { Listeners } from '../listeners';
import { readAs } from '../read-json';
import type { SessionClient } from '../sync/session-client';
import type { Store } from '../sync/store';
import type { SentCommand } from '../sync/types';

/**
 * empty = nothing was ever written; saved = what is shown is the newest version; draft = something is on this device
 * only; saving = on its way; conflict = somebody saved a version that this draft was not written on.
 */
export type NoteStanding = 'empty' | 'saved' | 'draft' | 'saving' | 'conflict';

export interface NoteSnapshot {
  /** What stands in the field. */
  readonly text: string;
  readonly standing: NoteStanding;
  /** A draft that can be saved now. */
  readonly savable: boolean;
  /** Every version, the oldest first. */
  readonly versions: readonly NoteVersion[];
  readonly newest: NoteVersion | undefined;
}

const storedDraft = z.object({ base: z.int().nonnegative(), text: z.string(), sent: z.string().optional() });

/** The notes of one session: what was saved, and what this person is writing, which a crash does not take (W36). */
export class NoteBook {
  private draft: NoteDraft | undefined;
  private versions: readonly NoteVersion[] = [];
  private timeline: unknown;
  /** Saves of this page load without an answer. */
  private asked = 0;
  /** Place of the last save that the server has taken and the log has not shown yet. */
  private taken = 0;
  /** Save was pressed while another save was on its way. */
  private again = false;
  private cached: NoteSnapshot | undefined;
  private readonly listeners = new Listeners<[]>();
  private readonly release: () => void;

  constructor(
    private readonly client: SessionClient,
    private readonly store: Store,
    /** Where the draft is kept: another person in the same browser has another. */
    private readonly key: string,
  ) {
    this.draft = readAs(storedDraft, store.get(key));
    this.release = client.subscribe(() => this.follow());
    this.follow();
  }

  readonly subscribe = this.listeners.add;

  get snapshot(): NoteSnapshot {
    this.cached ??= this.take();
    return this.cached;
  }

  /** Every key pressed: kept on this device at once. */
  readonly write = (text: string): void => {
    const base = this.draft?.base ?? newestNote(this.versions)?.seq ?? 0;
    this.keep({ base, text, sent: this.draft?.sent });
  };

  /** Makes a version of the draft; while the line is away it goes out later. */
  readonly save = (): void => {
    if (!this.draft || isNoteConflict(this.draft, this.versions)) return;
    if (this.onItsWay) {
      this.again = true;
      return;
    }
    this.watch(this.client.command('note.save', this.send(this.draft)));
  };

  /** What an end takes with it; undefined = nothing that is not saved. */
  readonly unsaved = (): NoteData | undefined => this.draft && this.send(this.draft);

  /** Hears how the save that went with another command ended. */
  readonly watch = ({ outcome }: SentCommand): void => {
    this.asked += 1;
    void outcome.then((answer) => {
      this.asked -= 1;
      if (answer.ok) this.taken = answer.seq;
      // Refused: the text stays, and is shown beside the version that was faster.
      else if (this.draft) this.keep({ ...this.draft, sent: undefined });
      this.follow();
    });
  };

  /** In a conflict: both texts in one, to be read through and saved. */
  readonly join = (): void => this.rebase((mine, theirs) => joinNotes(theirs, mine));

  /** In a conflict: mine follows theirs, which stays among the versions. */
  readonly keepMine = (): void => {
    this.rebase((mine) => mine);
    this.save();
  };

  /** Takes an older version up again, as a draft on the newest. */
  readonly takeUp = (version: NoteVersion): void =>
    this.keep({ base: newestNote(this.versions)?.seq ?? 0, text: version.text });

  /** Lets the draft go: what was saved is shown again. */
  readonly discard = (): void => this.keep(undefined);

  readonly close = (): void => this.release();

  private get onItsWay(): boolean {
    const pending = this.client.snapshot.pendingCommands;
    return (
      this.asked > 0 ||
      this.taken > this.client.snapshot.session.version ||
      pending.some(
        ({ type, data }) => type === 'note.save' || (type === 'session.end' && 'note' in data && data.note),
      )
    );
  }

  private send({ base, text }: NoteDraft): NoteData {
    this.keep({ base, text, sent: text });
    return { base, text };
  }

  private rebase(text: (mine: string, theirs: string) => string): void {
    const newest = newestNote(this.versions);
    if (this.draft && newest) this.keep({ base: newest.seq, text: text(this.draft.text, newest.text) });
  }

  private follow(): void {
    const { timeline } = this.client.snapshot;
    if (timeline !== this.timeline) {
      this.timeline = timeline;
      const saved = timeline.flatMap((event) => (event.type === 'note.saved' ? [noteOf(event)] : []));
      if (saved.length !== this.versions.length) this.versions = saved;
    }
    this.keep(settleDraft(this.draft, this.versions));
    if (this.again && !this.onItsWay) {
      this.again = false;
      this.save();
    }
  }

  private keep(draft: NoteDraft | undefined): void {
    if (draft !== this.draft) {
      this.draft = draft && settleDraft(draft, this.versions);
      if (this.draft) this.store.set(this.key, JSON.stringify(this.draft));
      else this.store.remove(this.key);
    }
    this.cached = undefined;
    this.listeners.emit();
  }

  private take(): NoteSnapshot {
    const { draft, versions } = this;
    const newest = newestNote(versions);
    const text = draft?.text ?? newest?.text ?? '';
    const standing = this.standing(newest);
    return {
      text,
      versions,
      newest,
      standing,
      savable: standing === 'draft' && text.length <= MAX_NOTE_LENGTH,
    };
  }

  private standing(newest: NoteVersion | undefined): NoteStanding {
    if (!this.draft) return newest ? 'saved' : 'empty';
    if (isNoteConflict(this.draft, this.versions)) return 'conflict';
    return this.onItsWay && this.draft.sent === this.draft.text ? 'saving' : 'draft';
  }
}
