import type { Audience, Message } from '@relevo/domain';
import type { Wire } from '../sync/wire';

/** While somebody writes, it is told so often, ms. */
const AGAIN_MS = 3000;
/** Without another word it has ended after so many ms. */
const LASTS_MS = 6000;

const NOBODY: readonly string[] = [];

/** Who is writing at this moment; tells it of ourselves only to those for whom the line will be (W15). */
export class Typing {
  private readonly writers = new Map<string, ReturnType<typeof setTimeout>>();
  private shown = NOBODY;
  private toldAt = Number.NEGATIVE_INFINITY;
  private toldTo = '';
  private last: string | undefined;
  private readonly release: () => void;

  constructor(
    private readonly wire: Wire,
    private readonly stream: string,
    private readonly changed: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.release = wire.on('ephemeral', (push) => {
      if (push.stream === stream) this.hear(push.from);
    });
  }

  /** Participants; the same array until it changes. */
  get who(): readonly string[] {
    return this.shown;
  }

  /** We are writing a line for these. */
  tell(to: Audience): void {
    const words = JSON.stringify(to);
    if (this.wire.state.status !== 'online') return;
    if (words === this.toldTo && this.now() - this.toldAt < AGAIN_MS) return;
    this.toldAt = this.now();
    this.toldTo = words;
    void this.wire.request('ephemeral', { stream: this.stream, kind: 'typing', to });
  }

  /** The line has been sent: the next one is told at once. */
  rest(): void {
    this.toldAt = Number.NEGATIVE_INFINITY;
  }

  /** The newest line: whoever said it writes it no more. */
  said(message: Message | undefined): void {
    if (!message || message.id === this.last) return;
    this.last = message.id;
    this.end(message.authorId);
  }

  readonly close = (): void => {
    for (const timer of this.writers.values()) clearTimeout(timer);
    this.release();
  };

  private hear(who: string): void {
    clearTimeout(this.writers.get(who));
    const isNew = !this.writers.has(who);
    this.writers.set(
      who,
      setTimeout(() => this.end(who), LASTS_MS),
    );
    if (isNew) this.show();
  }

  private end(who: string): void {
    clearTimeout(this.writers.get(who));
    if (this.writers.delete(who)) this.show();
  }

  private show(): void {
    this.shown = [...this.writers.keys()];
    this.changed();
  }
}
