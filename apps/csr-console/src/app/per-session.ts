/** Something of every session that has a tab, also of those behind: made when it is first asked for, closed with the tab. */
export class PerSession<Thing extends { close(): void }> {
  readonly #things = new Map<string, Thing>();

  constructor(private readonly make: (sessionId: string) => Thing) {}

  open(sessionId: string): Thing {
    const known = this.#things.get(sessionId);
    if (known) return known;
    const made = this.make(sessionId);
    this.#things.set(sessionId, made);
    return made;
  }

  close(sessionId: string): void {
    this.#things.get(sessionId)?.close();
    this.#things.delete(sessionId);
  }

  closeAll(): void {
    for (const sessionId of [...this.#things.keys()]) this.close(sessionId);
  }
}
