import { bytesToBase64url, createRestClient, Listeners, newId, type Store } from '@relevo/client';
import type { CallBackWish, ErrorCode, Language, QueueDoor, TicketView } from '@relevo/contracts';
import { codeOf } from '../visit/code-of';
import { forgetTicket, keepQueueName, loadTicket, type SavedTicket, saveTicket } from './saved-ticket';

const ASK_MS = 3000;

/** What a person writes into the form. */
export interface QueueForm {
  readonly name: string;
  readonly answers: readonly string[];
  readonly language: Language;
  readonly callBack: CallBackWish | null;
}

export type QueueState =
  | { readonly step: 'loading' }
  | { readonly step: 'problem'; readonly code: ErrorCode }
  | { readonly step: 'form'; readonly door: QueueDoor; readonly problem: ErrorCode | null }
  | {
      readonly step: 'here';
      readonly door: QueueDoor;
      readonly ticket: TicketView;
      readonly name: string;
      /** The last question had no answer. */
      readonly offline: boolean;
      readonly problem: ErrorCode | null;
    };

/** 128 random bits, base64url: what opens the place in the queue, and the session that comes of it. */
const newSecret = (): string => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));

/** The way of a customer through a queue: the form, the waiting, and over into the session of whoever picks them. */
export class QueueVisit {
  private state: QueueState = { step: 'loading' };
  private readonly listeners = new Listeners<[]>();
  private readonly rest = createRestClient({ baseUrl: '' });
  /** A coming whose answer was lost is the same coming when it is tried again. */
  private begun: SavedTicket | undefined;
  private saved: SavedTicket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly slug: string,
    private readonly store: Store,
  ) {
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.state.step === 'here') void this.ask();
    });
  }

  get snapshot(): QueueState {
    return this.state;
  }

  readonly subscribe = this.listeners.add;

  /** Comes back to the place that this browser has in the queue, or shows the form. */
  async open(): Promise<void> {
    this.move({ step: 'loading' });
    try {
      const door = await this.rest.queueDoor(this.slug);
      this.saved = loadTicket(this.store, this.slug);
      if (!this.saved) return this.move({ step: 'form', door, problem: null });
      const ticket = await this.rest.ticket(this.proof(this.saved));
      // A session that is over was the end of that waiting; the next one is another.
      if (ticket.state === 'picked' && ticket.csrName === null) return this.leave(door);
      this.show(door, ticket);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'NOT_FOUND' && this.saved) {
        forgetTicket(this.store, this.slug);
        return this.open();
      }
      this.move({ step: 'problem', code });
    }
  }

  /** Gets in line, or asks to be called. */
  async enter({ name, answers, language, callBack }: QueueForm): Promise<void> {
    if (this.state.step !== 'form') return;
    const { door } = this.state;
    this.begun ??= { ticketId: newId(), secret: newSecret(), name };
    const mine = { ...this.begun, name };
    try {
      const body = { ...mine, answers: [...answers], language, callBack };
      const ticket = await this.rest.enterQueue(this.slug, body);
      this.begun = undefined;
      this.saved = mine;
      saveTicket(this.store, this.slug, mine);
      this.show(door, ticket);
    } catch (error) {
      this.move({ step: 'form', door, problem: codeOf(error) });
    }
  }

  giveUp(): Promise<void> {
    return this.change((proof) => this.rest.giveUpTicket(proof));
  }

  callBack(wish: CallBackWish): Promise<void> {
    return this.change((proof) => this.rest.askCallBack({ ...proof, callBack: wish }));
  }

  /** Back to the form. */
  async again(): Promise<void> {
    forgetTicket(this.store, this.slug);
    this.saved = undefined;
    await this.open();
  }

  private async change(work: (proof: ReturnType<QueueVisit['proof']>) => Promise<TicketView>): Promise<void> {
    if (this.state.step !== 'here' || !this.saved) return;
    const { door } = this.state;
    try {
      this.show(door, await work(this.proof(this.saved)));
    } catch (error) {
      this.move({ ...this.state, problem: codeOf(error) });
    }
  }

  private async ask(): Promise<void> {
    clearTimeout(this.timer);
    if (this.state.step !== 'here' || !this.saved) return;
    const { door } = this.state;
    try {
      this.show(door, await this.rest.ticket(this.proof(this.saved)));
    } catch (error) {
      // Gone from the site: nothing waits there any more.
      if (codeOf(error) === 'NOT_FOUND') return this.leave(door);
      if (this.state.step === 'here') this.move({ ...this.state, offline: true });
      this.askLater();
    }
  }

  private show(door: QueueDoor, ticket: TicketView): void {
    const name = this.saved?.name ?? '';
    this.move({ step: 'here', door, ticket, name, offline: false, problem: null });
    if (ticket.state === 'picked' && ticket.csrName !== null) return this.goOver(name);
    if (ticket.state === 'waiting' || ticket.state === 'callBack') this.askLater();
    else forgetTicket(this.store, this.slug);
  }

  /** Into the session: what opened the place in the queue is the token of its invite. */
  private goOver(name: string): void {
    keepQueueName(name);
    location.replace(`/join#${this.saved?.secret ?? ''}`);
  }

  private askLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), ASK_MS);
  }

  private leave(door: QueueDoor): void {
    forgetTicket(this.store, this.slug);
    this.saved = undefined;
    this.move({ step: 'form', door, problem: null });
  }

  private proof({ ticketId, secret }: SavedTicket) {
    return { ticketId, secret };
  }

  private move(next: QueueState): void {
    this.state = next;
    this.listeners.emit();
  }
}
