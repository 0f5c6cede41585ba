import type { Desk } from '../app/desk';
import { RemoteDesk } from './remote-desk';

/** The far ends of every session that has a tab: all stay linked, also behind. */
export class RemoteDesks {
  readonly #desks = new Map<string, RemoteDesk>();

  constructor(private readonly desk: Desk) {}

  /** The far ends of a session; made at the first call. */
  open(sessionId: string): RemoteDesk {
    const known = this.#desks.get(sessionId);
    if (known) return known;
    const made = new RemoteDesk(this.desk, this.desk.home.open(sessionId));
    this.#desks.set(sessionId, made);
    return made;
  }

  close(sessionId: string): void {
    this.#desks.get(sessionId)?.close();
    this.#desks.delete(sessionId);
  }

  closeAll(): void {
    for (const sessionId of [...this.#desks.keys()]) this.close(sessionId);
  }
}
