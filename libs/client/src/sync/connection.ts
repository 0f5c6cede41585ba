import {
  type Answer,
  answerOf,
  CLIENT_MESSAGES,
  type ErrorCode,
  errorBody,
  type Handshake,
  PROTOCOL_VERSION,
  SERVER_MESSAGES,
  SOCKET_PATH,
} from '@relevo/contracts';
import { io, type Socket } from 'socket.io-client';
import { Listeners } from '../listeners';
import { newId } from '../new-id';
import { ApiFailure, unavailable } from '../rest/failure';
import { Backoff } from './backoff';
import type {
  AnswerDataOf,
  ClientMessageName,
  LineState,
  PushOf,
  RequestOf,
  ServerMessageName,
  Wire,
} from './wire';

export interface ConnectionOptions {
  /** Origin of the API; '' = the page's own. */
  readonly baseUrl: string;
  /** Fetches a fresh one-time ticket; called before each attempt. Throws `ApiFailure`. */
  readonly ticket: () => Promise<string>;
  readonly endpoint?: string;
  readonly random?: () => number;
  /** No answer for so long means that the line is dead, whatever the socket believes. */
  readonly answerMs?: number;
  /** Node only: the certificate (PEM) to trust instead of the known authorities. */
  readonly ca?: string;
}

/** Answers after which another ticket is not to be had until a person does something. */
const NO_TICKET: ReadonlySet<ErrorCode> = new Set([
  'NOT_SIGNED_IN',
  'ACCOUNT_DISABLED',
  'SECOND_STEP_REQUIRED',
  'FORBIDDEN',
  'PROTOCOL_VERSION',
]);
/** A refused ticket may only have been too old: the next request for one tells. */
const NO_SOCKET: ReadonlySet<ErrorCode> = new Set(['PROTOCOL_VERSION']);

const ANSWER_MS = 10_000;

type Pushes = { [Name in ServerMessageName]: Listeners<[PushOf<Name>]> };

/** The line to the server: one socket after another, each with its own ticket, until `stop`. */
export class Connection implements Wire {
  readonly endpoint: string;
  private current: LineState = { status: 'stopped' };
  private socket: Socket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Runs from the socket's making until the server has let it in. */
  private greeting: ReturnType<typeof setTimeout> | undefined;
  /** Questions of the current socket that have no answer yet. */
  private asked = new Set<object>();
  /** Set while the socket only waits for its last answers: then we go to another node. */
  private leaving = false;
  /** Counts attempts, so that a late answer to an older one is known as such. */
  private attempt = 0;
  private readonly random: () => number;
  private readonly answerMs: number;
  private readonly backoff: Backoff;
  private readonly stateListeners = new Listeners<[]>();
  private readonly pushes: Pushes = {
    events: new Listeners(),
    heads: new Listeners(),
    signal: new Listeners(),
    presence: new Listeners(),
    ephemeral: new Listeners(),
    marks: new Listeners(),
    desk: new Listeners(),
    drain: new Listeners(),
  };

  constructor(private readonly options: ConnectionOptions) {
    this.endpoint = options.endpoint ?? newId();
    this.random = options.random ?? Math.random;
    this.answerMs = options.answerMs ?? ANSWER_MS;
    this.backoff = new Backoff(250, 2000, this.random);
    this.on('drain', ({ withinMs }) => this.leaveWithin(withinMs));
  }

  get state(): LineState {
    return this.current;
  }

  readonly onState = this.stateListeners.add;

  on<Name extends ServerMessageName>(name: Name, listener: (data: PushOf<Name>) => void): () => void {
    return (this.pushes[name] as Listeners<[PushOf<Name>]>).add(listener);
  }

  /** Begins, and begins again after a refusal (a new sign-in). */
  start(): void {
    if (this.current.status !== 'stopped' && this.current.status !== 'refused') return;
    globalThis.addEventListener?.('online', this.retry);
    this.set({ status: 'connecting' });
    this.backoff.reset();
    void this.connect();
  }

  stop(): void {
    globalThis.removeEventListener?.('online', this.retry);
    this.drop();
    this.set({ status: 'stopped' });
  }

  /** Tries at once instead of waiting: the network has come back. */
  readonly retry = (): void => {
    if (this.current.status !== 'offline' || this.timer === undefined) return;
    this.backoff.reset();
    void this.connect();
  };

  async request<Name extends ClientMessageName>(
    name: Name,
    data: RequestOf<Name>,
  ): Promise<Answer<AnswerDataOf<Name>>> {
    const { socket, asked } = this;
    if (!socket?.connected || this.leaving) return { ok: false, error: unavailable('no line') };
    let raw: unknown;
    const question = {};
    asked.add(question);
    try {
      raw = await socket.timeout(this.answerMs).emitWithAck(name, data);
    } catch (error) {
      if (socket === this.socket && socket.connected) this.lost();
      return { ok: false, error: unavailable(String(error)) };
    } finally {
      asked.delete(question);
      if (asked === this.asked) this.leaveWhenAnswered();
    }
    const answer = answerOf(CLIENT_MESSAGES[name].out).safeParse(raw);
    if (answer.success) return answer.data as Answer<AnswerDataOf<Name>>;
    return { ok: false, error: { code: 'PROTOCOL_VERSION', message: answer.error.message } };
  }

  /** Our node ends: at a random moment, so that the others are not stormed, we ask nothing more and then move. */
  private leaveWithin(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.leaving = true;
      this.set({ status: 'offline' });
      this.leaveWhenAnswered();
    }, this.random() * ms);
  }

  private leaveWhenAnswered(): void {
    if (this.leaving && this.asked.size === 0) void this.connect();
  }

  private set(state: LineState): void {
    if (state.status === this.current.status && !('code' in state)) return;
    this.current = state;
    this.stateListeners.emit();
  }

  private async connect(): Promise<void> {
    this.drop();
    const attempt = this.attempt;
    let ticket: string;
    try {
      ticket = await this.options.ticket();
    } catch (error) {
      if (attempt === this.attempt)
        this.failed(error instanceof ApiFailure ? error.code : undefined, NO_TICKET);
      return;
    }
    if (attempt === this.attempt) this.open({ v: PROTOCOL_VERSION, ticket, endpoint: this.endpoint });
  }

  private open(auth: Handshake): void {
    const origin = this.options.baseUrl || globalThis.location.origin;
    const socket = io(origin, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: this.answerMs,
      auth,
      ...(this.options.ca !== undefined && { ca: this.options.ca }),
      // Browsers send the page's origin by themselves and ignore this; a program must say whom it means.
      extraHeaders: { origin: new URL(origin).origin },
    });
    this.socket = socket;
    const mine = () => socket === this.socket;
    // The socket's own limit covers its opening only: a server that ends just then may never say who it lets in.
    this.greeting = setTimeout(() => this.lost(), this.answerMs);
    socket.on('connect', () => {
      if (!mine()) return;
      clearTimeout(this.greeting);
      this.backoff.reset();
      this.set({ status: 'online' });
    });
    socket.on('connect_error', (error: Error & { data?: unknown }) => {
      if (mine()) this.failed(refusalOf(error), NO_SOCKET);
    });
    socket.on('disconnect', () => {
      if (mine()) this.lost();
    });
    for (const name of Object.keys(SERVER_MESSAGES) as ServerMessageName[]) {
      socket.on(name, (raw: unknown) => {
        // What fits no contract is dropped: a missing event shows as a gap and is asked for again.
        const parsed = SERVER_MESSAGES[name].safeParse(raw);
        if (parsed.success && mine()) (this.pushes[name] as Listeners<[unknown]>).emit(parsed.data);
      });
    }
  }

  private failed(code: ErrorCode | undefined, final: ReadonlySet<ErrorCode>): void {
    if (code && final.has(code)) {
      this.drop();
      this.set({ status: 'refused', code });
    } else {
      this.lost();
    }
  }

  private lost(): void {
    this.drop();
    this.set({ status: 'offline' });
    this.timer = setTimeout(() => void this.connect(), this.backoff.next());
  }

  private drop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.greeting);
    this.timer = undefined;
    this.attempt += 1;
    this.leaving = false;
    this.asked = new Set();
    const { socket } = this;
    this.socket = undefined;
    socket?.removeAllListeners();
    socket?.disconnect();
  }
}

/** The code in a refused handshake: in the error's data, or as its message. */
const refusalOf = (error: Error & { data?: unknown }): ErrorCode | undefined => {
  const body = errorBody.safeParse(error.data);
  if (body.success) return body.data.code;
  const code = errorBody.shape.code.safeParse(error.message);
  return code.success ? code.data : undefined;
};
