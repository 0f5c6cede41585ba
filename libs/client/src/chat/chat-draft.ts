import type { Audience } from '@relevo/domain';
import { z } from 'zod';
import { Listeners } from '../listeners';
import { readAs } from '../read-json';
import type { Store } from '../sync/store';

export interface Draft {
  readonly text: string;
  readonly to: Audience;
}

/** Nobody chosen yet is a choice, too: it must not come back as everyone. */
const stored = z.object({
  text: z.string(),
  to: z.union([z.enum(['everyone', 'csrs']), z.array(z.string())]),
});
const EMPTY: Draft = { text: '', to: 'everyone' };

/** The line that somebody is writing in a session, and whom they wrote to last: a reload takes neither. */
export class ChatDraft {
  private draft: Draft;
  private readonly listeners = new Listeners<[]>();

  constructor(
    private readonly store: Store,
    /** Where it is kept: another person in the same browser has another. */
    private readonly key: string,
  ) {
    this.draft = readAs(stored, store.get(key)) ?? EMPTY;
  }

  readonly subscribe = this.listeners.add;

  get snapshot(): Draft {
    return this.draft;
  }

  /** Every key pressed: kept on this device at once. */
  readonly write = (text: string): void => this.keep({ ...this.draft, text });

  /** The line is for these, and so is the next. */
  readonly sendTo = (to: Audience): void => this.keep({ ...this.draft, to });

  /** Nothing of it stays here: the session is over. */
  readonly forget = (): void => {
    this.draft = EMPTY;
    this.store.remove(this.key);
    this.listeners.emit();
  };

  readonly close = (): void => undefined;

  private keep(draft: Draft): void {
    this.draft = draft;
    this.store.set(this.key, JSON.stringify(draft));
    this.listeners.emit();
  }
}
