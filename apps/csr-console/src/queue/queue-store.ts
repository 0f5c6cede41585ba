import { Listeners, type Wire } from '@relevo/client';
import type { DeskTicket, QueueDesk } from '@relevo/contracts';

/** Whether this is for the person here to do something about: it can be picked, or it was raised to them. */
const calls = ({ refused, offer, escalated }: DeskTicket): boolean =>
  offer?.mine === true || (offer === null && (refused === null || escalated));

/** What makes one arrival another: a customer who comes, is offered, or is raised is told of each time. */
const arrivalOf = ({ id, offer, escalated }: DeskTicket): string =>
  `${id}:${offer?.mine === true}:${escalated}`;

/** The queues as the server last said, and word of each customer who has just come for this person. */
export class QueueStore {
  #desk: QueueDesk | null = null;
  #known: ReadonlySet<string> | null = null;
  readonly #listeners = new Listeners<[]>();
  readonly #arrivals = new Listeners<[DeskTicket]>();
  readonly close: () => void;

  constructor(line: Pick<Wire, 'on'>) {
    this.close = line.on('desk', (desk) => this.#take(desk));
  }

  /** null until the server has said anything. */
  get snapshot(): QueueDesk | null {
    return this.#desk;
  }

  readonly subscribe = this.#listeners.add;

  /** Hears of a customer who came, was offered, or was raised; not of those who were there at the start. */
  readonly onArrival = this.#arrivals.add;

  /** What this person said of themselves, before the server's next word. */
  stands(me: QueueDesk['me']): void {
    if (!this.#desk) return;
    this.#desk = { ...this.#desk, me };
    this.#listeners.emit();
  }

  #take(desk: QueueDesk): void {
    this.#desk = desk;
    const here = desk.waiting.filter(calls);
    const before = this.#known;
    this.#known = new Set(here.map(arrivalOf));
    this.#listeners.emit();
    if (before === null) return;
    const arrived = here.filter((ticket) => !before.has(arrivalOf(ticket)));
    const [first] = arrived;
    if (first && desk.me.state !== 'away') this.#arrivals.emit(first);
  }
}

/** How many wait for the person here. */
export const callsOf = (desk: QueueDesk | null): number => desk?.waiting.filter(calls).length ?? 0;
