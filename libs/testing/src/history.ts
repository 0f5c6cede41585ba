/** How a message ended for its writer: `open` = no answer yet. */
export type Fate = 'open' | 'ok' | 'fail';

/** A message from the moment it was given to a client. Its text is its name: no two messages of a test say the same. */
export interface Said {
  readonly text: string;
  /** Whoever sends one after the other: a client or a page. */
  readonly writer: string;
  /** Place among all that happened in the test. */
  readonly invoked: number;
  readonly ended?: number;
  readonly fate: Fate;
  /** Where the acknowledgement says that it stands; a page does not tell. */
  readonly seq?: number;
}

/** What everybody tried to say in one conversation, and what they were told about it (after Jepsen's histories). */
export class History {
  private readonly said = new Map<string, Said>();
  private clock = 0;
  private unanswered = 0;

  get all(): readonly Said[] {
    return [...this.said.values()];
  }

  /** How many were given to a client so far. */
  get count(): number {
    return this.said.size;
  }

  /** How many have no answer yet. */
  get open(): number {
    return this.unanswered;
  }

  invoke(writer: string, text: string): void {
    if (this.said.has(text)) throw new Error(`"${text}" was said already`);
    this.unanswered += 1;
    this.said.set(text, { writer, text, invoked: this.tick(), fate: 'open' });
  }

  /** @param seq where it stands by its acknowledgement, if the writer was told */
  ok(text: string, seq?: number): void {
    this.end(text, { fate: 'ok', seq });
  }

  fail(text: string): void {
    this.end(text, { fate: 'fail' });
  }

  private end(text: string, outcome: Pick<Said, 'fate' | 'seq'>): void {
    const known = this.said.get(text);
    if (known?.fate !== 'open') throw new Error(`"${text}" has no open end`);
    this.unanswered -= 1;
    this.said.set(text, { ...known, ...outcome, ended: this.tick() });
  }

  private tick(): number {
    this.clock += 1;
    return this.clock;
  }
}
