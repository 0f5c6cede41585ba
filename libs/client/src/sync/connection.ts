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
}

/** Answers after which another ticket is not to be had until a person does something. */
const NO_TICKET: ReadonlySet<ErrorCode> = new Set(['NOT_SIGNED_IN', 'FORBIDDEN', 'PROTOCOL_VERSION']);
/** A refused ticket may only have been too old: the next request for one tells. */
const NO_SOCKET: ReadonlySet<ErrorCode> = new Set(['PROTOCOL_VERSION']);

/** No answer for so long means that the line is dead, whatever the socket believes. */
const ANSWER_MS = 10_000;

type Pushes = { [Name in ServerMessageName]: Listeners<[PushOf<Name>]> };

/** The line to the server: one socket after another, each with its own ticket, until `stop`. */
export class Connection implements Wire {
  readonly endpoint: string;
  private current: LineState = { status: 'stopped' };
  private socket: Socket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts attempts, so that a late answer to an older one is known as such. */
  private attempt = 0;
  private readonly backoff: Backoff;
  private readonly stateListeners = new Listeners<[]>();
  private readonly pushes: Pushes = {
    events: new Listeners(),
    heads: new Listeners(),
    signal: new Listeners(),
    presence: new Listeners(),
    ephemeral: new Listeners(),
  };

  constructor(private readonly options: ConnectionOptions) {
    this.endpoint = options.endpoint ?? newId();
    this.backoff = new Backoff(250, 2000, options.random ?? Math.random);
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
    const { socket } = this;
    if (!socket?.connected) return { ok: false, error: unavailable('no line') };
    let raw: unknown;
    try {
      raw = await socket.timeout(ANSWER_MS).emitWithAck(name, data);
    } catch (error) {
      if (socket === this.socket && socket.connected) this.lost();
      return { ok: false, error: unavailable(String(error)) };
    }
    const answer = answerOf(CLIENT_MESSAGES[name].out).safeParse(raw);
    if (answer.success) return answer.data as Answer<AnswerDataOf<Name>>;
    return { ok: false, error: { code: 'PROTOCOL_VERSION', message: answer.error.message } };
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
      timeout: ANSWER_MS,
      auth,
      // Browsers send the page's origin by themselves and ignore this; a program must say whom it means.
      extraHeaders: { origin: new URL(origin).origin },
    });
    this.socket = socket;
    const mine = () => socket === this.socket;
    socket.on('connect', () => {
      if (!mine()) return;
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
    this.timer = undefined;
    this.attempt += 1;
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
