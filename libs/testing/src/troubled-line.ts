import type { CLIENT_MESSAGES, SERVER_MESSAGES } from '@relevo/contracts';
import type { z } from 'zod';
import type { FakeAnswer, FakeLogServer } from './fake-log-server';

type ClientMessages = typeof CLIENT_MESSAGES;
type ServerMessages = typeof SERVER_MESSAGES;
type Pushed<Name extends keyof ServerMessages> = z.output<ServerMessages[Name]>;

/** How bad a line is: chances from 0 to 1, and the longest delay in ms. */
export interface Trouble {
  readonly lose: number;
  readonly twice: number;
  readonly late: number;
}

export const CALM: Trouble = { lose: 0, twice: 0, late: 0 };

const HEADS_MS = 5000;
const ANSWER_MS = 400;

/**
 * One participant's line to a `FakeLogServer`. By seeded chance it loses, doubles, delays and so reorders requests,
 * answers and pushes. It runs on timers only: with a fake clock a test is the same every time.
 */
export class TroubledLine {
  state: { status: 'online' | 'offline' } = { status: 'online' };
  readonly endpoint = '00000000-0000-7000-8000-00000000abcd';
  private readonly stateListeners = new Set<() => void>();
  private readonly listeners = new Map<string, Set<(data: never) => void>>();
  private readonly subscribed = new Set<string>();
  private readonly beat: ReturnType<typeof setInterval>;
  private readonly release: () => void;

  constructor(
    private readonly server: FakeLogServer,
    private readonly participantId: string,
    private readonly random: () => number,
    public trouble: Trouble = CALM,
  ) {
    this.beat = setInterval(() => this.sendHeads(), HEADS_MS);
    this.release = server.onAppend((stream, from) => {
      if (this.subscribed.has(stream)) this.pushSince(stream, from);
    });
  }

  /** Nothing goes through until `mend`; the server forgets what was subscribed. */
  cut(): void {
    this.subscribed.clear();
    this.become('offline');
  }

  mend(): void {
    this.become('online');
    this.sendHeads();
  }

  close(): void {
    clearInterval(this.beat);
    this.release();
  }

  onState(listener: () => void): () => void {
    this.stateListeners.add(listener);
    return () => void this.stateListeners.delete(listener);
  }

  on<Name extends keyof ServerMessages>(name: Name, listener: (data: Pushed<Name>) => void): () => void {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all);
    all.add(listener);
    return () => void all.delete(listener);
  }

  request<Name extends keyof ClientMessages>(
    name: Name,
    data: z.input<ClientMessages[Name]['in']>,
  ): Promise<FakeAnswer<z.output<ClientMessages[Name]['out']>>> {
    type Result = FakeAnswer<z.output<ClientMessages[Name]['out']>>;
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => resolve({ ok: false, error: { code: 'UNAVAILABLE', message: 'no answer' } }),
        ANSWER_MS,
      );
      this.deliver(() => {
        const answer = this.handle(name, data) as Result;
        this.deliver(() => {
          clearTimeout(timer);
          resolve(answer);
        });
      });
    });
  }

  /** Hands something to this end's listeners as if the server had sent it. */
  push<Name extends keyof ServerMessages>(name: Name, data: Pushed<Name>): void {
    for (const listener of this.listeners.get(name) ?? []) listener(data as never);
  }

  private handle(name: keyof ClientMessages, data: unknown): FakeAnswer<unknown> {
    if (name === 'command') {
      return this.server.take(this.participantId, data as z.output<ClientMessages['command']['in']>);
    }
    if (name !== 'subscribe') return { ok: true, data: name === 'signal' ? { delivered: true } : {} };
    const { stream, since, limit = 200 } = data as z.input<ClientMessages['subscribe']['in']>;
    this.subscribed.add(stream);
    return this.server.page(this.participantId, stream, since, limit);
  }

  private pushSince(stream: string, from: number): void {
    const page = this.server.page(this.participantId, stream, from, 500);
    if (page.ok) this.deliver(() => this.push('events', { stream, records: page.data.records }));
  }

  private sendHeads(): void {
    const { sessionId, conversationId } = this.server;
    const heads = [this.server.head(sessionId), this.server.head(conversationId)];
    this.deliver(() => this.push('heads', { heads, checkpoints: [], rings: [] }));
  }

  /** One way of the line: perhaps lost, perhaps twice, each time after its own delay; never over a cut. */
  private deliver(act: () => void): void {
    const { lose, twice, late } = this.trouble;
    const times = this.random() < twice ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      if (this.state.status === 'offline' || this.random() < lose) continue;
      setTimeout(() => {
        if (this.state.status === 'online') act();
      }, this.random() * late);
    }
  }

  private become(status: 'online' | 'offline'): void {
    this.state = { status };
    for (const listener of [...this.stateListeners]) listener();
  }
}
